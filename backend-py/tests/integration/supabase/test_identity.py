"""Accounts in a project of Supabase's: mails, guests, Google, and when it is unwell."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from tests.forgeries import FORGERIES, Issuer, trap
from tests.integration.supabase.project import (
    Product,
    a_product,
    another_process,
    consented,
)
from tests.simulator.auth import SERVICE_KEY, Op
from tests.simulator.auth_keys import SECRET
from tests.simulator.auth_project import GooglePerson, MailKind
from tests.simulator.storage import Kind
from walkumentary.domain.accounts.sign_in import (
    EmailTaken,
    LinkSpent,
    NoGoogleHere,
    SessionEnded,
    TooManySignIns,
    UsernameTaken,
    WrongCredentials,
)
from walkumentary.domain.accounts.user import GuestsClosed
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.errors import (
    AppError,
    GatewayTimeout,
    GatewayUnavailable,
    Unauthenticated,
)
from walkumentary.gateway.identity import NewAccount, Session
from walkumentary.infra.supabase.answer import AnswerForeign, KeyRefused
from walkumentary.infra.supabase.flows import LIFE_S
from walkumentary.infra.supabase.people import KNOWN_FOR
from walkumentary.infra.supabase.refusals import SignUpRefused

EMAIL = "anna@example.test"
PASSWORD, OTHER = "a bicycle on a bridge", "another bicycle on it"
ANNA = NewAccount(email=EMAIL, password=PASSWORD, display_name="Anna", username="anna")
CARLA = GooglePerson("1", "carla@gmail.test", name="Carla Example")


@pytest.fixture
async def product() -> AsyncIterator[Product]:
    """Open a project where a sign-up is a sign-in."""
    async with a_product() as opened:
        yield opened


@pytest.fixture
async def mailing() -> AsyncIterator[Product]:
    """Open a project where a mail confirms a sign-up."""
    async with a_product(autoconfirm=False) as opened:
        yield opened


def a_stranger(email: str) -> NewAccount:
    return replace(ANNA, email=email, username=None)


async def anna(product: Product) -> Session:
    session = await product.identity.sign_up(ANNA)
    assert session
    return session


# Signing up


async def test_a_sign_up_makes_a_row_of_ours(product: Product) -> None:
    session = await anna(product)

    row = await product.row(session.actor.user_id)

    assert row
    assert (row.kind, row.role, row.tier) == (ActorKind.USER, "user", "free")
    assert (row.email, row.display_name, row.username) == (EMAIL, "Anna", "anna")


async def test_where_mails_are_sent_one_comes_first(mailing: Product) -> None:
    waiting = await mailing.identity.sign_up(ANNA)
    with pytest.raises(WrongCredentials):
        await mailing.identity.log_in(email=EMAIL, password=PASSWORD)

    session = await mailing.identity.confirm_email(mailing.simulator.mail.token_hash)

    assert waiting is None
    assert not mailing.identity.reveals_addresses
    assert await mailing.identity.verify(session.access_token) == session.actor
    assert await mailing.row(session.actor.user_id)


async def test_a_link_is_good_once_and_for_a_day(mailing: Product) -> None:
    await mailing.identity.sign_up(ANNA)
    used = mailing.simulator.mail.token_hash
    await mailing.identity.confirm_email(used)
    await mailing.identity.sign_up(a_stranger("bert@example.test"))
    old = mailing.simulator.mail.token_hash
    mailing.clock.advance(days=1)

    for token in (used, old, "nobody's", ""):
        with pytest.raises(LinkSpent):
            await mailing.identity.confirm_email(token)


async def test_a_taken_address_is_told_by_mail_to_its_owner_alone(
    mailing: Product,
) -> None:
    await mailing.identity.sign_up(ANNA)
    await mailing.identity.confirm_email(mailing.simulator.mail.token_hash)
    sent = len(mailing.simulator.project.mails)

    again = await mailing.identity.sign_up(replace(a_stranger(EMAIL), password=OTHER))

    assert again is None
    assert len(mailing.simulator.project.mails) == sent + 1
    assert (mailing.simulator.mail.to, mailing.simulator.mail.kind) == (
        EMAIL,
        MailKind.RECOVERY,
    )
    await mailing.identity.log_in(email=EMAIL, password=PASSWORD)


async def test_asking_twice_tells_no_more(mailing: Product) -> None:
    mailing.simulator.project.mail_every_s = 60
    await mailing.identity.sign_up(ANNA)
    await mailing.identity.confirm_email(mailing.simulator.mail.token_hash)
    mailing.clock.advance(seconds=60)

    answers = []
    for email in (EMAIL, EMAIL, "new@example.test", "new@example.test"):
        try:
            answers.append(str(await mailing.identity.sign_up(a_stranger(email))))
        except AppError as refusal:
            answers.append(refusal.code)

    assert answers[:2] == answers[2:] == ["None", "too-many-sign-ins"]


async def test_a_name_has_one_account(mailing: Product) -> None:
    await mailing.identity.sign_up(ANNA)
    await mailing.identity.confirm_email(mailing.simulator.mail.token_hash)

    with pytest.raises(UsernameTaken):
        await mailing.identity.sign_up(
            replace(ANNA, email="bert@example.test", username="Anna")
        )
    assert mailing.simulator.project.find("bert@example.test") is None


async def test_what_the_project_does_not_take_is_refused(product: Product) -> None:
    product.simulator.project.takes_sign_ups = False

    with pytest.raises(SignUpRefused):
        await product.identity.sign_up(ANNA)
    with pytest.raises(GuestsClosed):
        await product.identity.sign_in_anonymously()


# Guests


async def test_a_guest_who_signs_up_stays_who_they_are(product: Product) -> None:
    guest = await product.identity.sign_in_anonymously()
    actor = await product.identity.verify(guest.access_token)

    session = await product.identity.sign_up(replace(ANNA, guest=actor))

    assert session
    assert session.actor.user_id == guest.actor.user_id
    assert session.actor.kind is ActorKind.USER
    row = await product.row(session.actor.user_id)
    assert row
    assert (row.kind, row.email) == (ActorKind.USER, EMAIL)
    with pytest.raises(SessionEnded):
        await product.identity.refresh(guest.refresh_token)
    await product.identity.log_in(email=EMAIL, password=PASSWORD)


async def test_a_guest_who_signs_up_by_mail_does_too(mailing: Product) -> None:
    guest = await mailing.identity.sign_in_anonymously()

    waiting = await mailing.identity.sign_up(replace(ANNA, guest=guest.actor))
    session = await mailing.identity.confirm_email(mailing.simulator.mail.token_hash)

    assert waiting is None
    assert session.actor.user_id == guest.actor.user_id
    assert session.actor.kind is ActorKind.USER


async def test_a_guest_learns_of_no_address_either(
    mailing: Product, product: Product
) -> None:
    for where in (mailing, product):
        where.simulator.project.autoconfirm = True
        await anna(where)
        where.simulator.project.autoconfirm = where is product
    hidden, told = [await p.identity.sign_in_anonymously() for p in (mailing, product)]

    assert not await mailing.identity.sign_up(
        replace(a_stranger(EMAIL), guest=hidden.actor)
    )
    with pytest.raises(EmailTaken):
        await product.identity.sign_up(replace(a_stranger(EMAIL), guest=told.actor))


async def test_a_guest_whose_token_nobody_saw_is_asked_for_it(
    product: Product,
) -> None:
    guest = await product.identity.sign_in_anonymously()
    async with another_process(
        product.simulator, begin=product.begin, clock=product.clock
    ) as other:
        with pytest.raises(Unauthenticated):
            await other.identity.sign_up(replace(ANNA, guest=guest.actor))

        await other.identity.verify(guest.access_token)
        session = await other.identity.sign_up(replace(ANNA, guest=guest.actor))

    assert session
    assert session.actor.user_id == guest.actor.user_id


# Sessions and passwords


async def test_a_lost_answer_logs_nobody_out(product: Product) -> None:
    session = await anna(product)
    await product.identity.refresh(session.refresh_token)
    product.clock.advance(seconds=9)

    again = await product.identity.refresh(session.refresh_token)

    await product.identity.refresh(again.refresh_token)


async def test_a_stolen_token_ends_the_session(product: Product) -> None:
    session = await anna(product)
    kept = await product.identity.refresh(session.refresh_token)
    product.clock.advance(seconds=10)

    for token in (session.refresh_token, kept.refresh_token):
        with pytest.raises(SessionEnded):
            await product.identity.refresh(token)


async def test_a_forgotten_password_is_set_anew_by_mail(product: Product) -> None:
    session = await anna(product)
    await product.identity.forgot_password(EMAIL)
    mail = product.simulator.mail

    await product.identity.reset_password(token=mail.token_hash, password=OTHER)

    assert (mail.to, mail.kind) == (EMAIL, MailKind.RECOVERY)
    with pytest.raises(SessionEnded):
        await product.identity.refresh(session.refresh_token)
    with pytest.raises(WrongCredentials):
        await product.identity.log_in(email=EMAIL, password=PASSWORD)
    with pytest.raises(LinkSpent):
        await product.identity.reset_password(token=mail.token_hash, password=PASSWORD)
    assert product.simulator.project.devices == {}
    await product.identity.log_in(email=EMAIL, password=OTHER)


async def test_the_same_password_may_be_set_anew(product: Product) -> None:
    await anna(product)
    await product.identity.forgot_password(EMAIL)

    await product.identity.reset_password(
        token=product.simulator.mail.token_hash, password=PASSWORD
    )

    await product.identity.log_in(email=EMAIL, password=PASSWORD)


async def test_whether_there_is_an_account_is_told_to_nobody(
    product: Product,
) -> None:
    product.simulator.project.mail_every_s = 60
    await anna(product)

    for email in (EMAIL, EMAIL, "nobody@example.test"):
        await product.identity.forgot_password(email)


async def test_limits_of_the_project_are_passed_on(product: Product) -> None:
    await anna(product)
    product.simulator.fail(Op.TOKEN, status=429, retry_after_s=7)

    with pytest.raises(TooManySignIns) as limit:
        await product.identity.log_in(email=EMAIL, password=PASSWORD)

    assert limit.value.retry_after_s == 7
    assert len(product.simulator.of(Op.TOKEN)) == 1


# Whoever signed in at Supabase itself


async def test_a_person_we_never_saw_gets_a_row(product: Product) -> None:
    project = product.simulator.project
    project.sign_up(EMAIL, PASSWORD, {"full_name": "Anna at Supabase"})
    token = str(project.log_in(EMAIL, PASSWORD)["access_token"])

    actor = await product.identity.verify(token)
    for _ in range(20):
        await product.identity.verify(token)

    row = await product.row(actor.user_id)
    assert row
    assert (row.email, row.display_name) == (EMAIL, "Anna at Supabase")
    assert len(product.simulator.of(Op.USER)) == len(product.simulator.of(Op.JWKS)) == 1


async def test_of_a_known_person_nobody_is_asked(product: Product) -> None:
    session = await anna(product)
    await product.identity.verify(session.access_token)
    asked = len(product.simulator.calls)
    product.clock.advance(seconds=KNOWN_FOR.total_seconds())

    await product.identity.verify(session.access_token)

    assert len(product.simulator.calls) == asked


async def test_whoever_comes_is_seen_whichever_way(product: Product) -> None:
    session = await product.identity.sign_in_anonymously()
    seen = []
    for _ in range(2):
        product.clock.advance(seconds=3_000)
        await product.identity.verify(session.access_token)
        seen.append(await product.row(session.actor.user_id))
        product.clock.advance(seconds=3_000)
        session = await product.identity.refresh(session.refresh_token)
        seen.append(await product.row(session.actor.user_id))

    ages = [(product.clock.now() - row.seen_at).total_seconds() for row in seen if row]
    assert ages == [12_000, 6_000, 6_000, 0]


async def test_a_deleted_person_is_nobody_though_the_token_is_good(
    product: Product,
) -> None:
    session = await anna(product)
    await product.identity.verify(session.access_token)

    await product.identity.forget(session.actor.user_id)

    with pytest.raises(Unauthenticated):
        await product.identity.verify(session.access_token)


async def test_a_name_somebody_has_here_is_left_out(product: Product) -> None:
    await anna(product)
    project = product.simulator.project
    made = project.sign_up("bert@example.test", PASSWORD, {"username": "ANNA"})

    actor = await product.identity.verify(str(made["access_token"]))

    row = await product.row(actor.user_id)
    assert row
    assert row.username is None


async def test_an_address_that_moved_is_whose_supabase_says(product: Product) -> None:
    before = await anna(product)
    project = product.simulator.project
    project.people[str(before.actor.user_id)].email = "anna@elsewhere.test"

    made = project.sign_up(EMAIL, PASSWORD, {})
    after = await product.identity.verify(str(made["access_token"]))

    rows = [await product.row(one.user_id) for one in (before.actor, after)]
    assert [row and row.email for row in rows] == [None, EMAIL]


async def test_the_service_role_key_is_for_administration_alone(
    product: Product,
) -> None:
    session = await anna(product)
    await product.identity.verify(session.access_token)
    await product.identity.forget(session.actor.user_id)

    with_it = {
        call.op
        for call in product.simulator.calls
        if SERVICE_KEY in str(call.headers.values())
    }

    assert with_it == {Op.ADMIN_USER}


async def test_a_project_with_a_secret_serves_as_well() -> None:
    async with a_product(secret=SECRET) as product:
        session = await anna(product)

        assert await product.identity.verify(session.access_token) == session.actor
        assert product.simulator.of(Op.JWKS) == []


async def test_no_forgery_names_anybody_or_has_anybody_asked(
    product: Product,
) -> None:
    session, other = await anna(product), await product.identity.sign_in_anonymously()
    await product.identity.verify(session.access_token)
    asked = len(product.simulator.calls)
    async with trap() as set_:
        issuer = Issuer(
            token=session.access_token,
            other=other.access_token,
            algorithm="ES256",
            key=product.simulator.project.keys.current.private,
            required=("iss", "aud", "sub", "exp", "iat", "role"),
            now=int(product.clock.now().timestamp()),
            trap=set_.url,
        )
        for token in (one for forgery in FORGERIES for one in forgery(issuer)):
            with pytest.raises(Unauthenticated):
                await product.identity.verify(token)

        assert set_.callers == []
    assert len(product.simulator.calls) == asked


# Google


async def at_google(
    product: Product, *, guest: Session | None = None, who: GooglePerson = CARLA
) -> tuple[str, str]:
    """Go to Google and come back with state and code."""
    departure = await product.identity.google_address(
        return_to="/tours", guest=guest.actor if guest else None
    )
    address = departure.address
    if guest is None:
        async with httpx.AsyncClient() as browser:
            address = (await browser.get(address)).headers["location"]
    back = httpx.URL(consented(product.simulator, address, who)).params
    assert back["state"] == departure.state
    return back["state"], back["code"]


async def test_google_brings_people_in(product: Product) -> None:
    state, code = await at_google(product)

    session, return_to = await product.identity.finish_google(state=state, code=code)

    assert return_to == "/tours"
    assert session.actor.kind is ActorKind.USER
    row = await product.row(session.actor.user_id)
    assert row
    assert (row.email, row.display_name) == (CARLA.email, CARLA.name)


async def test_a_way_back_from_google_is_good_once(product: Product) -> None:
    state, code = await at_google(product)
    other, _ = await at_google(product)

    with pytest.raises(LinkSpent):
        await product.identity.finish_google(state=other, code=code)
    await product.identity.finish_google(state=state, code=code)
    for known in (state, "nobody's", ""):
        with pytest.raises(LinkSpent):
            await product.identity.finish_google(state=known, code=code)


async def test_a_way_to_google_is_open_for_ten_minutes(product: Product) -> None:
    state, code = await at_google(product)
    product.clock.advance(seconds=LIFE_S + 1)

    with pytest.raises(LinkSpent):
        await product.identity.finish_google(state=state, code=code)


async def test_a_guest_becomes_whom_google_knows(product: Product) -> None:
    guest = await product.identity.sign_in_anonymously()
    state, code = await at_google(product, guest=guest)

    session, _ = await product.identity.finish_google(state=state, code=code)

    assert session.actor.user_id == guest.actor.user_id
    assert session.actor.kind is ActorKind.USER


async def test_an_id_token_of_google_brings_people_in(product: Product) -> None:
    guest = await product.identity.sign_in_anonymously()
    token = product.simulator.id_token(CARLA)

    kept = await product.identity.log_in_with_google(
        id_token=token, nonce=None, guest=guest.actor
    )
    again = await product.identity.log_in_with_google(
        id_token=token, nonce=None, guest=None
    )

    assert kept.actor == again.actor
    assert kept.actor.user_id == guest.actor.user_id


async def test_a_guest_does_not_become_somebody_who_is_there_already(
    product: Product,
) -> None:
    token = product.simulator.id_token(CARLA)
    carla = await product.identity.log_in_with_google(
        id_token=token, nonce=None, guest=None
    )
    guest = await product.identity.sign_in_anonymously()

    session = await product.identity.log_in_with_google(
        id_token=token, nonce=None, guest=guest.actor
    )

    assert session.actor == carla.actor


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "elsewhere"},
        {"iss": "https://elsewhere.test"},
        {"exp": 1},
        {"nonce": "another"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
    ],
    ids=str,
)
async def test_whom_google_does_not_vouch_for_is_not_let_in(
    product: Product, wrong: dict[str, object]
) -> None:
    token = product.simulator.id_token(CARLA, **wrong)

    with pytest.raises(WrongCredentials):
        await product.identity.log_in_with_google(
            id_token=token, nonce=None, guest=None
        )
    assert product.simulator.project.people == {}


async def test_a_project_without_google_says_so(product: Product) -> None:
    product.simulator.project.has_google = False
    await product.identity.inspect()

    with pytest.raises(NoGoogleHere):
        await product.identity.google_address(return_to="/", guest=None)
    with pytest.raises(NoGoogleHere):
        await product.identity.log_in_with_google(id_token="", nonce=None, guest=None)


# When it is unwell


async def test_what_may_be_asked_twice_is(product: Product) -> None:
    await anna(product)
    for kind in (Kind.STATUS, Kind.CUT):
        product.simulator.fail(Op.TOKEN, kind)

        await product.identity.log_in(email=EMAIL, password=PASSWORD)


async def test_a_sign_up_is_sent_once(product: Product) -> None:
    product.simulator.fail(Op.SIGNUP, Kind.CUT)

    with pytest.raises(GatewayUnavailable):
        await product.identity.sign_up(ANNA)

    assert len(product.simulator.of(Op.SIGNUP)) == 1


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        (Kind.STATUS, GatewayUnavailable),
        (Kind.CUT, GatewayUnavailable),
        (Kind.STALL, GatewayTimeout),
        (Kind.DRIP, GatewayTimeout),
        (Kind.HTML, AnswerForeign),
        (Kind.OVERSIZED, AnswerForeign),
    ],
)
async def test_a_project_that_is_unwell_is_named_so(
    product: Product, kind: Kind, meant: type[AppError]
) -> None:
    product.simulator.fail(Op.SIGNUP, kind)
    async with another_process(
        product.simulator, begin=product.begin, clock=product.clock, deadline_s=0.3
    ) as hasty:
        with pytest.raises(AppError) as caught:
            await hasty.identity.sign_up(ANNA)

    assert type(caught.value) is meant


@pytest.mark.parametrize(
    "kind", [Kind.STATUS, Kind.CUT, Kind.STALL, Kind.HTML, Kind.OVERSIZED]
)
async def test_known_keys_serve_whatever_is_answered(
    product: Product, kind: Kind
) -> None:
    session = await anna(product)
    await product.identity.verify(session.access_token)
    product.clock.advance(seconds=600)
    product.simulator.fail(Op.JWKS, kind)

    assert await product.identity.verify(session.access_token) == session.actor
    assert len(product.simulator.of(Op.JWKS)) <= 2


async def test_keys_that_rotate_are_found(product: Product) -> None:
    before = await anna(product)
    await product.identity.verify(before.access_token)
    product.simulator.project.keys.rotate()
    after = await product.identity.log_in(email=EMAIL, password=PASSWORD)
    product.clock.advance(seconds=60)

    named = [await product.identity.verify(one.access_token) for one in (after, before)]

    assert named == [before.actor, before.actor]


async def test_a_key_of_another_project_is_named(product: Product) -> None:
    async with another_process(
        product.simulator, begin=product.begin, clock=product.clock, key="foreign"
    ) as wrong:
        for ask in (wrong.identity.inspect(), wrong.identity.sign_in_anonymously()):
            with pytest.raises(KeyRefused):
                await ask


async def test_nothing_secret_is_told(
    product: Product, caplog: pytest.LogCaptureFixture
) -> None:
    for chatty in ("", "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger=chatty)
    session = await anna(product)
    await product.identity.verify(session.access_token)
    await product.identity.refresh(session.refresh_token)
    await product.identity.forget(session.actor.user_id)
    with pytest.raises(WrongCredentials) as wrong:
        await product.identity.log_in(email=EMAIL, password=PASSWORD)

    told = f"{caplog.text}{product.identity!r}{session!r}{wrong.value.__cause__!r}"

    assert "httpx" in caplog.text
    secrets = (PASSWORD, session.access_token, session.refresh_token, SERVICE_KEY)
    assert not [secret for secret in secrets if secret in told]
