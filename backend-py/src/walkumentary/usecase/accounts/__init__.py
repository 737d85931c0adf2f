"""Everything about who people are."""

from dataclasses import dataclass

from walkumentary.usecase.accounts.change_profile import ChangeProfile
from walkumentary.usecase.accounts.check_account import CheckAccount
from walkumentary.usecase.accounts.check_api_key import CheckApiKey
from walkumentary.usecase.accounts.delete_account import DeleteAccount
from walkumentary.usecase.accounts.export_account import ExportAccount
from walkumentary.usecase.accounts.keep_api_keys import (
    CreateApiKey,
    ListApiKeys,
    RemoveApiKey,
)
from walkumentary.usecase.accounts.read_keys import ReadKeys
from walkumentary.usecase.accounts.read_preferences import ReadPreferences
from walkumentary.usecase.accounts.read_profile import ReadProfile
from walkumentary.usecase.accounts.read_usage import ReadUsage
from walkumentary.usecase.accounts.sign_in_anonymously import SignInAnonymously
from walkumentary.usecase.accounts.sweep_deleted import SweepDeleted


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountUseCases:
    """The table of contents of this context."""

    sign_in_anonymously: SignInAnonymously
    usage: ReadUsage
    profile: ReadProfile
    change_profile: ChangeProfile
    preferences: ReadPreferences
    create_api_key: CreateApiKey
    api_keys: ListApiKeys
    remove_api_key: RemoveApiKey
    check_api_key: CheckApiKey
    check: CheckAccount
    delete: DeleteAccount
    sweep_deleted: SweepDeleted
    export: ExportAccount
    keys: ReadKeys
