"""How members come to be."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.roles import ROLES, Permission
from history.models import Event
from lib.refusals import NotAllowed

if TYPE_CHECKING:
    from accounts.models import Member


class MemberManager(BaseUserManager["Member"]):
    """Members by e-mail address; every look-up by address takes any spelling of it."""

    @transaction.atomic
    def create_user(
        self,
        email: str,
        password: str | None = None,
        *,
        verified: bool = False,
        **fields: Any,
    ) -> "Member":
        """Make a member; `verified` also records that the address is proved.

        Without a proved address a member cannot sign in.
        """
        if not email:
            raise ValueError("A member needs an e-mail address.")
        member = self.model(email=email, **fields)
        member.set_password(password)
        member.save(using=self._db)
        if verified:
            self.verify_address(member)
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        """Make a superuser, whose address counts as proved."""
        flags = {"is_staff": True, "is_superuser": True, "verified": True}
        return self.create_user(email, password, **fields, **flags)

    def who_may(self, permission: Permission, but: int = 0) -> "Sequence[Member]":
        """Everybody with an open account one of whose roles allows it, but one.

        Where no role does, the superusers, who may everything: somebody has to.
        """
        roles = [role for role, allowed in ROLES.items() if permission in allowed]
        people = self.filter(is_active=True).exclude(pk=but).order_by("pk")
        holders = people.filter(role_holdings__role__in=roles).distinct()
        return list(holders) or list(people.filter(is_superuser=True))

    def verify_address(self, member: "Member") -> None:
        """Record that the member's address is theirs, as a code sent to it would."""
        apps.get_model("account", "EmailAddress").objects.create(
            user=member, email=member.email, verified=True, primary=True
        )

    @transaction.atomic
    def enter(self, people: Iterable[Mapping[str, Any]], *, by: "Member") -> "list[Member]":
        """Make accounts for people of an old list: without a password, an address not proved.

        They come in by asking for a new password, which proves the address; until then no
        letter goes to them.

        Args:
            people: of each the name, email and membership_number.

        Writes:
            Member, address and `member.entered` for each; a few statements for all.

        Raises:
            NotAllowed: when `by` may not import lists.
        """
        require_importer(by)
        members = [self.model(password=make_password(None), **person) for person in people]
        self.bulk_create(members)
        addresses = apps.get_model("account", "EmailAddress")
        addresses.objects.bulk_create(
            [addresses(user=member, email=member.email, primary=True) for member in members]
        )
        Event.objects.bulk_create(
            [Event.of("member.entered", by=by, on=member) for member in members]
        )
        return members

    @transaction.atomic
    def number(self, numbers: Mapping[int, str | None], *, by: "Member") -> "list[Member]":
        """Write the membership numbers of these members, by key, of which an import knows.

        Never over a number that a member has by now; None takes the import's own out again.

        Returns:
            The members of whom it was written.

        Raises:
            NotAllowed: when `by` may not import lists.
        """
        require_importer(by)
        held = self.hold(numbers)
        members = [m for m in held if numbers[m.pk] is None or m.membership_number is None]
        for member in members:
            member.membership_number = numbers[member.pk]
        self.bulk_update(members, ["membership_number"])
        Event.objects.bulk_create(
            [
                Event.of("member.changed", by=by, on=member, fields=["membership_number"])
                for member in members
            ]
        )
        return members

    def hold(self, keys: Collection[int], *, no_key: bool = True) -> "list[Member]":
        """These members, in their order, held until the transaction ends.

        Args:
            no_key: False holds them also against rows that name them, as before a removal.
        """
        return list(self.filter(pk__in=keys).order_by("pk").select_for_update(no_key=no_key))

    def untouched(self, keys: Collection[int], but: Collection[str]) -> "QuerySet[Member]":
        """Those of them that nobody has ever signed in to, and that nothing is on record of.

        Args:
            but: models that do not count, by name.
        """
        free = self.filter(
            pk__in=keys, last_login__isnull=True, password__startswith=UNUSABLE_PASSWORD_PREFIX
        )
        for relation in self.model._meta.get_fields(include_hidden=True):
            if (
                isinstance(relation, ForeignObjectRel)
                and relation.related_model.__name__ not in but
            ):
                naming = {relation.field.name: OuterRef("pk")}
                free = free.filter(~Exists(relation.related_model._base_manager.filter(**naming)))
        return free

    @transaction.atomic
    def take_back(self, keys: Collection[int], *, by: "Member") -> None:
        """Remove accounts that were entered by mistake.

        The caller holds them, and has seen since that nobody uses them.

        Raises:
            NotAllowed: when `by` may not import lists.
        """
        require_importer(by)
        members = list(self.filter(pk__in=keys).order_by("pk"))
        Event.objects.bulk_create(
            [Event.of("member.taken_back", by=by, on=member) for member in members]
        )
        self.filter(pk__in=[member.pk for member in members]).delete()


def require_importer(by: "Member") -> None:
    """Lists are imported by those who hold the permission."""
    if not by.may(Permission.IMPORT_LISTS):
        raise NotAllowed(_("Only an administrator can import lists."))
