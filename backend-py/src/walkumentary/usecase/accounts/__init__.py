"""Everything about who people are."""

from dataclasses import dataclass

from walkumentary.usecase.accounts.change_password import ChangePassword
from walkumentary.usecase.accounts.change_profile import ChangeProfile
from walkumentary.usecase.accounts.check_account import CheckAccount
from walkumentary.usecase.accounts.check_api_key import CheckApiKey
from walkumentary.usecase.accounts.check_role import CheckRole
from walkumentary.usecase.accounts.confirm_email import ConfirmEmail
from walkumentary.usecase.accounts.delete_account import DeleteAccount
from walkumentary.usecase.accounts.export_account import ExportAccount
from walkumentary.usecase.accounts.forget_account import ForgetAccount
from walkumentary.usecase.accounts.forgot_password import ForgotPassword
from walkumentary.usecase.accounts.keep_api_keys import (
    CreateApiKey,
    ListApiKeys,
    RemoveApiKey,
)
from walkumentary.usecase.accounts.leave_for_google import LeaveForGoogle
from walkumentary.usecase.accounts.log_in import LogIn
from walkumentary.usecase.accounts.log_in_with_google import LogInWithGoogle
from walkumentary.usecase.accounts.log_out import LogOut
from walkumentary.usecase.accounts.read_keys import ReadKeys
from walkumentary.usecase.accounts.read_preferences import ReadPreferences
from walkumentary.usecase.accounts.read_profile import ReadProfile
from walkumentary.usecase.accounts.read_usage import ReadUsage
from walkumentary.usecase.accounts.refresh_session import RefreshSession
from walkumentary.usecase.accounts.reset_password import ResetPassword
from walkumentary.usecase.accounts.return_from_google import ReturnFromGoogle
from walkumentary.usecase.accounts.send_mail import SendMail
from walkumentary.usecase.accounts.sign_in_anonymously import SignInAnonymously
from walkumentary.usecase.accounts.sign_up import SignUp
from walkumentary.usecase.accounts.sweep_credentials import SweepCredentials
from walkumentary.usecase.accounts.sweep_deleted import SweepDeleted
from walkumentary.usecase.accounts.sweep_guests import SweepGuests


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountUseCases:
    """The table of contents of this context."""

    sign_in_anonymously: SignInAnonymously
    sign_up: SignUp
    confirm_email: ConfirmEmail
    log_in: LogIn
    leave_for_google: LeaveForGoogle
    return_from_google: ReturnFromGoogle
    log_in_with_google: LogInWithGoogle
    refresh_session: RefreshSession
    log_out: LogOut
    forgot_password: ForgotPassword
    reset_password: ResetPassword
    change_password: ChangePassword
    send_mail: SendMail
    sweep_credentials: SweepCredentials
    usage: ReadUsage
    profile: ReadProfile
    change_profile: ChangeProfile
    preferences: ReadPreferences
    create_api_key: CreateApiKey
    api_keys: ListApiKeys
    remove_api_key: RemoveApiKey
    check_api_key: CheckApiKey
    check: CheckAccount
    check_role: CheckRole
    forget: ForgetAccount
    delete: DeleteAccount
    sweep_deleted: SweepDeleted
    sweep_guests: SweepGuests
    export: ExportAccount
    keys: ReadKeys
