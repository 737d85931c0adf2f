"""What a person does on the page and perceives of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from playwright.async_api import Locator, Page, expect

LISTEN_MS = 1_500
SOUND_MS = 10_000
"""How long to wait for sound before there is none."""
PATIENCE_MS = 90_000
"""How long a tour may take to be made before a test gives it up."""

METER = """
async ({listenMs, patienceMs}) => {
  const audio = document.getElementById("audio");
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));
  const began = performance.now();
  let stream = audio.captureStream();
  while (audio.readyState < 3 || !stream.getAudioTracks().length) {
    if (performance.now() - began > patienceMs)
      return {from: 0, to: 0, loudest: 0, source: audio.currentSrc};
    await rest(50);
    stream = audio.captureStream();
  }
  const context = new AudioContext();
  const meter = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  const [from, since] = [audio.currentTime, performance.now()];
  let loudest = 0;
  while (performance.now() - since < listenMs) {
    await rest(50);
    meter.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
    loudest = Math.max(loudest, Math.sqrt(power));
  }
  await context.close();
  return {from, to: audio.currentTime, loudest, source: audio.currentSrc};
}
"""

OUTSIDE = """
() => [...document.querySelectorAll("body *")]
  .filter((node) => !node.closest(".sprite, .skip, .visually-hidden, .speed label"))
  .filter((node) => node.getClientRects().length)
  .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
  .filter(([, box]) => box.left < -0.5 || box.right > innerWidth + 0.5)
  .map(([text]) => text)
"""

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text()


@dataclass(frozen=True, slots=True)
class Heard:
    """A short listen: from and to which second of the file, and how loud (RMS)."""

    from_s: float
    to_s: float
    loudest: float
    source: str

    @property
    def advanced_s(self) -> float:
        """Seconds of sound that went by."""
        return self.to_s - self.from_s


class Screen:
    """The page in one browser window."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.place = page.get_by_role("combobox", name="Place")
        self.plan = page.get_by_role("region", name="Your walk")
        self.progress = page.get_by_role("region", name="Progress")
        self.player = page.get_by_role("region", name="Player")
        self.sentences = page.locator("#transcript .say")
        self.stops = page.locator("#tour-stops .stop-button")

    async def open(self) -> None:
        """Open the page where a new walk begins."""
        await self.page.goto(self.address)
        await expect(self.page.locator("#home")).to_be_visible()

    async def look(self, scheme: str, *, width: int) -> None:
        """Be of a width, and in the light or the dark."""
        await self.page.set_viewport_size({"width": width, "height": 844})
        if scheme == "dark":
            await self.page.emulate_media(color_scheme="dark")

    async def find(self, text: str) -> None:
        """Type a place's name and take the first one found, by the keyboard alone."""
        await self.place.press_sequentially(text, delay=20)
        await expect(self.options.first).to_be_visible()
        await self.place.press("ArrowDown")
        await self.place.press("Enter")
        await expect(self.options).to_have_count(0)

    @property
    def options(self) -> Locator:
        """The places offered, while they are."""
        return self.page.get_by_role("option").filter(visible=True)

    async def wish(self, interests: Sequence[str], *, minutes: int) -> None:
        """Choose interests and one of the common lengths."""
        for interest in interests:
            await self.page.get_by_role("checkbox", name=interest).check(force=True)
        await self.button(f"{minutes} min").click()

    async def see_plan(self) -> None:
        """Ask for the plan and wait for it."""
        await self.button("See the plan").click()
        await expect(self.plan).to_be_visible()

    async def make(self) -> None:
        """Have the planned tour made, until its first words can be heard."""
        await self.button("Make this tour").click()
        await expect(self.play_button).to_be_enabled(timeout=PATIENCE_MS)

    async def made(self) -> None:
        """Wait until all of the tour is there."""
        await expect(self.page.locator("#tour")).to_be_visible()
        await expect(self.progress).to_be_hidden(timeout=PATIENCE_MS)

    async def play(self) -> None:
        """Press play."""
        await self.player.get_by_role("button", name="Play").click()
        await expect(self.player.get_by_role("button", name="Pause")).to_be_visible()

    @property
    def play_button(self) -> Locator:
        """Play or pause, whichever it is."""
        return self.page.locator("#play")

    async def listen(self) -> Heard:
        """Measure for a while what comes out of the player, once anything can."""
        times = {"listenMs": LISTEN_MS, "patienceMs": SOUND_MS}
        heard = await self.page.evaluate(METER, times)
        return Heard(heard["from"], heard["to"], heard["loudest"], heard["source"])

    async def position_s(self) -> float:
        """Return the second of the tour that the line of time shows."""
        return float(await self.page.locator("#seek").input_value())

    def stop_playing(self, order: int) -> Locator:
        """Return the line of the player that names a stop."""
        return self.page.locator("#playing", has_text=f"Stop {order}:")

    def button(self, name: str) -> Locator:
        """Return the button of this name."""
        return self.page.get_by_role("button", name=name, exact=True)

    async def outside(self) -> Sequence[str]:
        """Return what sticks out of the window to the left or right."""
        found = await self.page.evaluate(OUTSIDE)
        return [str(text) for text in found]

    async def barriers(self) -> Sequence[str]:
        """Return what axe finds against WCAG 2.2 A and AA and good practice."""
        await self.page.evaluate(f"{AXE};0")
        found = await self.page.evaluate(
            "(tags) => axe.run(document, {runOnly: tags})"
            ".then(({violations}) => violations.map((one) => `${one.id}: ${one.help}"
            " ${one.nodes[0].html.slice(0, 120)}`))",
            AXE_TAGS,
        )
        return [str(text) for text in found]


def seconds(clock: str) -> int:
    """``"1:23"`` → 83."""
    minutes, rest = re.findall(r"\d+", clock)[-2:]
    return 60 * int(minutes) + int(rest)
