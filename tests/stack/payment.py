"""A payment's way: callback, queue, association, allocation, letter, balance; and the same one again."""

import datetime
import json

from outside import Outside, confirmation, fixture, today
from report import Report, eventually

EMAIL = "jane@example.org"
RECEIPT = "SGR0N5T5Q6"

# A queue that nobody hurries, five programs that start for the first time.
SETTLED_WITHIN_S = 60

# The sweeper comes once a minute.
SWEPT_WITHIN_S = 60 + SETTLED_WITHIN_S

# Copies of one confirmation.
COPIES = 5


class Payment:
    """The checks in their order, and what they have in common."""

    def __init__(self, outside: Outside):
        self.outside = outside
        self.account = ""

    def run(self, report: Report) -> bool:
        """All of them, as far as they hold."""
        steps = [
            ("the functions answer: /healthz, /readyz, the portal", self.answers),
            ("a customer and what they owe, by the API; the sweeper's schedule fires, and they are told", self.begins),
            ("validation: a known account is taken, an impossible one refused", self.is_validated),
            ("a callback with another token is turned away", self.is_turned_away),
            ("confirmation → queue → association → allocation → balance", self.is_settled),
            ("the customer gets a receipt with the new balance", self.is_told),
            (f"the same confirmation {COPIES} times more changes nothing", self.is_repeated),
        ]
        return all(report.check(name, act) for name, act in steps)

    def answers(self) -> str:
        """The routes lead to the functions that they should."""
        for path in ("/healthz", "/readyz"):
            status, text = self.outside.ask("GET", path)
            assert status == 200, f"{path}: {status} {text}"
        status, page = self.outside.ask("GET", "/")
        assert status == 200 and "600966" in page, f"/: {status} {page[:500]}"
        return f"the portal's first page has {len(page)} characters"

    def begins(self) -> str:
        """Nothing but the sweeper passes on what the API wrote into the outbox, and nobody but Scheduler calls it."""
        self.account = self.outside.customer("Jane Wanjiku", EMAIL)
        self.outside.owes(self.account, "1000.00", today() + datetime.timedelta(days=30))
        letters = eventually("a letter about it", lambda: self.outside.mail(EMAIL), SWEPT_WITHIN_S)
        assert len(letters) == 1, letters
        assert self.outside.balance(self.account)["balance"] == "-1000.00"
        return f"“{letters[0]['Subject']}”"

    def is_validated(self) -> None:
        """In M-PESA's own words."""
        asked = fixture("c2b_validation.json")
        status, text = self.outside.calls_back("c2b/validation", asked | {"BillRefNumber": self.account})
        assert (status, json.loads(text)["ResultCode"]) == (200, "0"), f"{status} {text}"
        status, text = self.outside.calls_back("c2b/validation", asked | {"BillRefNumber": "12345678"})
        assert (status, json.loads(text)["ResultCode"]) == (200, "C2B00012"), f"{status} {text}"

    def is_turned_away(self) -> None:
        """Nothing is recorded."""
        body = confirmation("SGR0FORGED", "1250.00", self.account)
        status, _ = self.outside.calls_back("c2b/confirmation", body, token="0" * 48)
        assert status == 404, status
        assert self.outside.payment("SGR0FORGED") is None

    def is_settled(self) -> str:
        """Through every function, with nothing but the callback from outside."""
        body = confirmation(RECEIPT, "1250.00", self.account)
        acknowledged(self.outside.calls_back("c2b/confirmation", body))
        payment = eventually("the payment is allocated", lambda: self.outside.allocated(RECEIPT), SETTLED_WITHIN_S)
        assert payment["association"]["customer"] == self.account, payment
        assert payment["association"]["rule"] == "account_number", payment
        assert payment["unallocated"] == "250.00", payment
        expected = {"balance": "250.00", "outstanding": "0.00", "unallocated_credit": "250.00"}
        balance = self.outside.balance(self.account)
        assert balance == expected, balance
        return "1,250.00 paid, 1,000.00 owed, balance 250.00"

    def is_told(self) -> str:
        """One letter, with the receipt and what is left."""
        letter = eventually("the receipt", lambda: self.outside.letter(EMAIL, RECEIPT), SETTLED_WITHIN_S)
        assert "250" in letter["BodyText"], letter
        assert len(self.outside.mail(EMAIL)) == 2, "one letter more"
        return f"“{letter['Subject']}”"

    def is_repeated(self) -> str:
        """After it the books, the statement and the mailbox are as before."""
        before = self._everything()
        body = confirmation(RECEIPT, "1250.00", self.account)
        for _ in range(COPIES):
            acknowledged(self.outside.calls_back("c2b/confirmation", body))
        # What comes after them on the same way has arrived, so they have too.
        last = "SGR0N5T5Q7"
        other = self.outside.customer("John Otieno", "john@example.org")
        self.outside.owes(other, "500.00", today() + datetime.timedelta(days=30))
        acknowledged(self.outside.calls_back("c2b/confirmation", confirmation(last, "500.00", other)))
        eventually("the payment after them", lambda: self.outside.allocated(last), SETTLED_WITHIN_S)
        eventually("its receipt", lambda: self.outside.letter("john@example.org", last), SETTLED_WITHIN_S)
        after = self._everything()
        assert after == before, f"{before} → {after}"
        return f"{len(before['statement'])} lines in the statement, {before['letters']} letters"

    def _everything(self) -> dict:
        return {
            "balance": self.outside.balance(self.account),
            "statement": self.outside.api("GET", f"/customers/{self.account}/statement")["lines"],
            "payment": self.outside.payment(RECEIPT),
            "letters": len(self.outside.mail(EMAIL)),
        }


def acknowledged(answer: tuple[int, str]) -> None:
    """M-PESA hears that the payment was taken."""
    status, text = answer
    assert status == 200 and json.loads(text)["ResultCode"] == 0, f"{status} {text}"
