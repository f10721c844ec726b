"""What a member may do in the office, and how a role comes and goes."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.role import RoleHolding
from accounts.roles import ROLES, WITHIN_NETWORKS, Permission, Role
from accounts.tasks import tell_of_role
from history.models import Event
from lib.refusals import NotAllowed

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from accounts.managers import MemberManager
    from accounts.models.member import Member

OWN_ROLE = _("Nobody gives themselves a role, or takes their own. Ask another administrator.")
MAY_NOT_GIVE = _("You may not give or take roles.")
ACCOUNT_IS_CLOSED = _("This account is closed. Somebody without an account holds no role.")
LAST_ADMINISTRATOR = _("This is the last administrator. Make somebody else one first.")


class OfficeMember(AbstractBaseUser, PermissionsMixin):
    """The part of a member that has to do with the office: roles, and what they allow.

    `is_staff` is true exactly while the member holds a role or is a superuser, so
    that pages know without a query whether to offer the office.
    """

    if TYPE_CHECKING:
        objects: MemberManager
        role_holdings: RelatedManager[RoleHolding]

    is_staff = models.BooleanField(_("in the office"), default=False)

    class Meta:
        abstract = True

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held; asks the database only for people of the office."""
        if not self.is_staff:
            return frozenset()
        return frozenset(self.role_holdings.values_list("role", flat=True))

    def may(self, permission: Permission) -> bool:
        """Whether a role of this member allows `permission`. Superusers may everything."""
        return self._allows(permission)

    def may_everywhere(self, permission: Permission) -> bool:
        """Whether `permission` is theirs for all members, and not for some networks alone."""
        return self._allows(permission, but=WITHIN_NETWORKS)

    @property
    def may_act(self) -> bool:
        """Whether there is anything that they may change in the office."""
        return any(self.may(each) for each in Permission if not each.only_shows)

    def _allows(self, permission: Permission, but: frozenset[str] = frozenset()) -> bool:
        if self.is_superuser or not self.is_active:
            return self.is_active
        return any(permission in ROLES[role] for role in self.roles - but)

    @transaction.atomic
    def give_role(self, role: Role, *, by: "Member | None", **particulars: Any) -> bool:
        """Let this member hold `role`; false, and nothing written, when they did already.

        Args:
            by: None when the command line gives it.
            particulars: what else the row of history says, in keys.

        Raises:
            NotAllowed: their own, by somebody who may not, or the account is closed.
        """
        self.lock_for_roles()
        self._require_hands(by)
        if not self.is_active:
            raise NotAllowed(ACCOUNT_IS_CLOSED)
        given = {"given_by": by, "given_at": timezone.now()}
        _held, is_new = self.role_holdings.get_or_create(role=role, defaults=given)
        if is_new:
            self._record_role("role.given", by, role=str(role), **particulars)
        return is_new

    @transaction.atomic
    def take_role(self, role: Role, *, by: "Member | None") -> bool:
        """Take `role` away; false, and nothing written, when it was not held.

        Raises:
            NotAllowed: their own, by somebody who may not, or of the last administrator.
        """
        self.lock_for_roles()
        self._require_hands(by)
        holding = self.role_holdings.filter(role=role)
        if not holding.exists():
            return False
        if role == Role.ADMINISTRATOR:
            self.require_another_administrator()
        holding.delete()
        self._record_role("role.taken", by, role=str(role))
        return True

    def require_another_administrator(self) -> None:
        """Refuse to leave the scheme without one; the holdings have to be locked."""
        administrators = RoleHolding.objects.filter(role=Role.ADMINISTRATOR)
        others = administrators.exclude(member=self.pk).filter(member__is_active=True)
        if administrators.filter(member=self.pk).exists() and not others.exists():
            raise NotAllowed(LAST_ADMINISTRATOR)

    def lock_for_roles(self) -> None:
        """Every administrator's holding first, then this row: changes of roles queue up."""
        list(RoleHolding.objects.hold(Role.ADMINISTRATOR))
        self.lock()

    def _require_hands(self, by: "Member | None") -> None:
        """Asked anew under the lock: whoever gives may have lost the role meanwhile."""
        if by is None:
            return
        if by.pk == self.pk:
            raise NotAllowed(OWN_ROLE)
        if not type(self)._default_manager.get(pk=by.pk).may(Permission.GIVE_ROLES):
            raise NotAllowed(MAY_NOT_GIVE)

    def _record_role(self, verb: str, by: "Member | None", **particulars: Any) -> None:
        self.keep_office_in_step()
        event = Event.objects.record(verb, by=by, on=self, **particulars)
        tell_of_role.enqueue(event.pk)

    def lock(self) -> None:
        """Hold this row until the transaction ends, so that two changes of roles queue up."""
        type(self)._default_manager.select_for_update(no_key=True).get(pk=self.pk)

    def keep_office_in_step(self) -> None:
        self.__dict__.pop("roles", None)
        self.is_staff = self.is_superuser or self.role_holdings.exists()
        self.save(update_fields=["is_staff"])
