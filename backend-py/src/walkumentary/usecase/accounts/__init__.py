"""Everything about who people are."""

from dataclasses import dataclass

from walkumentary.usecase.accounts.change_profile import ChangeProfile
from walkumentary.usecase.accounts.read_keys import ReadKeys
from walkumentary.usecase.accounts.read_preferences import ReadPreferences
from walkumentary.usecase.accounts.read_profile import ReadProfile
from walkumentary.usecase.accounts.read_usage import ReadUsage
from walkumentary.usecase.accounts.sign_in_anonymously import SignInAnonymously


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountUseCases:
    """The table of contents of this context."""

    sign_in_anonymously: SignInAnonymously
    usage: ReadUsage
    profile: ReadProfile
    change_profile: ChangeProfile
    preferences: ReadPreferences
    keys: ReadKeys
