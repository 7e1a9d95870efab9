"""How the steps around the account stand: sections 2 and 3 of the manual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from app.accounts import advice
from app.nmbrs import operations
from app.nmbrs.check import HIDDEN, Finding, Result, State
from app.setup import customer
from app.setup.found import Found
from app.setup.standing import Standing
from app.setup.steps import StepCode

#: What only an answer of Nmbrs can have left.
_ANSWERED: Final = (State.ALLOWED, State.DENIED, State.EXTRA, State.SUPERFLUOUS)


def _accepted(known: Standing) -> bool:
    return known.account.attention_code is None and (
        known.answering_run is not None or any(each.state in _ANSWERED for each in known.findings)
    )


def _in_nmbrs(known: Standing) -> Found:
    """A step that leaves no trace but a user who is accepted."""
    return Found("must_have_been" if _accepted(known) else "only_customer_sees")


def _services(code: StepCode, known: Standing) -> Found:
    """The web services of one filter."""
    wanted = customer.switched_on(code)
    found = {each.operation: each for each in known.findings}
    if not any(each in found for each in wanted):
        return Found("only_customer_sees")
    denied = [each for each in wanted if each in found and _is_off(found[each])]
    if denied:
        return Found("services_denied", names=_names(denied))
    unsure = [each for each in wanted if each not in found or found[each].state is not State.ALLOWED]
    if unsure:
        return Found("services_not_tested", names=_names(unsure))
    return Found("services_allowed", count=len(wanted))


def _is_off(finding: Finding) -> bool:
    return finding.state is State.DENIED and finding.fault not in HIDDEN


def _names(of: list[operations.Operation]) -> str:
    return ", ".join(advice.shown(each) for each in of)


def _other_services(known: Standing) -> Found:
    superfluous = [each.operation for each in known.findings if each.state is State.SUPERFLUOUS]
    if superfluous:
        return Found("others_on", names=_names(superfluous))
    off = any(each.operation is operations.DEBTORS and _is_off(each) for each in known.findings)
    return Found("others_off" if off else "only_customer_sees")


def _company_filter(known: Standing) -> Found:
    if any(each.state is State.DENIED and each.fault in HIDDEN for each in known.findings):
        return Found("filter_hides")
    counted = _employer_count(known)
    return counted if counted.remark in ("count_equal", "count_differs") else Found("only_customer_sees")


def _token(known: Standing) -> Found:
    return Found("token_refused") if known.account.attention_code else _in_nmbrs(known)


def _received(known: Standing) -> Found:
    """An account has four of the five from its beginning."""
    return Found("count_missing" if known.account.authorised_employer_count is None else "all_received")


def _employer_group(known: Standing) -> Found:
    number, agreed = len(known.employers), known.account.authorised_employer_count
    if known.account.scope == "employer":
        return Found("one_employer")
    if known.group is None:
        return Found("all_employers", all=number)
    remark = "group_made" if agreed is None or number >= agreed else "group_too_small"
    return Found(
        remark if number else "group_empty",
        group=known.group.name,
        group_id=known.group.id,
        all=number,
        agreed=agreed,
    )


def _account(known: Standing) -> Found:
    archived = known.account.archived_at is not None
    return Found("account_archived" if archived else "account_made", account=known.account.name)


def _credentials(known: Standing) -> Found:
    if known.account.attention_code is not None:
        return Found("rejected")
    if known.answering_run is not None:
        return Found("accepted_by_run", run_id=known.answering_run.id)
    return Found("accepted_by_check" if _accepted(known) else "never_asked")


def _operations(known: Standing) -> Found:
    """In the words of the check itself."""
    if known.account.attention_code is not None:
        return Found("rejected")
    if not known.findings:
        return Found("never_asked")
    told = advice.give(Result(tuple(known.findings)), agreed=None)
    if not told:
        return Found("rights_right")
    wrong = any(
        each.state is State.SUPERFLUOUS or (each.needed and each.state is State.DENIED)
        for each in known.findings
    )
    return Found(
        "rights_wrong" if wrong else "rights_unsure",
        advice_nl=" ".join(each.nl for each in told),
        advice_en=" ".join(each.en for each in told),
    )


def _employer_count(known: Standing) -> Found:
    agreed, delivered = known.account.authorised_employer_count, known.delivered
    if agreed is None:
        return Found("count_not_agreed")
    if delivered is None:
        return Found("count_not_delivered", agreed=agreed)
    return Found(
        "count_equal" if agreed == delivered else "count_differs", agreed=agreed, delivered=delivered
    )


CHECKS: Final[Mapping[StepCode, Callable[[Standing], Found]]] = {
    StepCode.SIGN_IN: _in_nmbrs,
    StepCode.TEMPLATES: _in_nmbrs,
    StepCode.NEW_TEMPLATE: _in_nmbrs,
    StepCode.TEMPLATE_TYPE: _in_nmbrs,
    StepCode.TEMPLATE_API: _in_nmbrs,
    StepCode.COMPANY_SERVICES: partial(_services, StepCode.COMPANY_SERVICES),
    StepCode.EMPLOYEE_SERVICES: partial(_services, StepCode.EMPLOYEE_SERVICES),
    StepCode.OTHER_SERVICES: _other_services,
    StepCode.LOGINS: _in_nmbrs,
    StepCode.NEW_LOGIN: _in_nmbrs,
    StepCode.LOGIN_TEMPLATE: _in_nmbrs,
    StepCode.COMPANY_FILTER: _company_filter,
    StepCode.TOKEN: _token,
    StepCode.HAND_OVER: _received,
    StepCode.RECEIVED: _received,
    StepCode.EMPLOYER_GROUP: _employer_group,
    StepCode.ACCOUNT: _account,
    StepCode.CREDENTIALS: _credentials,
    StepCode.OPERATIONS: _operations,
    StepCode.EMPLOYER_COUNT: _employer_count,
}
