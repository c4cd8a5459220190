"""The parties outside: M-PESA, a system with an API key, somebody with a browser, and whoever gets e-mail."""

import datetime
import http.client
import json
import pathlib
import urllib.parse
import urllib.request
import uuid

from deployment import Deployment
from template import ROOT, parameters_of_staging

FIXTURES = ROOT / "functions" / "lib" / "providers" / "fixtures" / "mpesa"

NAIROBI = datetime.timezone(datetime.timedelta(hours=3))

# API Gateway gives up after thirty seconds.
ANSWER_WITHIN_S = 30


class Outside:
    """Calls what the stack's public address answers, and reads what it mailed."""

    def __init__(self, deployment: Deployment):
        self._deployment = deployment
        self._host = urllib.parse.urlsplit(deployment.output("PublicUrl")).netloc
        self._token = deployment.secret("HookTokenSecretArn")
        self._key = deployment.secret("ApiKeySecretArn")

    def ask(self, method: str, path: str, body=None, headers=None) -> tuple[int, str]:
        """One request to the public address, whose name is only in its header; status and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self._deployment.emulator.port, timeout=ANSWER_WITHIN_S)
        try:
            content = None if body is None else json.dumps(body)
            json_headers = {} if body is None else {"Content-Type": "application/json"}
            connection.request(method, path, content, {"Host": self._host, **json_headers, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def calls_back(self, hook: str, body: dict, token: str | None = None) -> tuple[int, str]:
        """What M-PESA posts."""
        return self.ask("POST", f"/hooks/{token or self._token}/{hook}", body)

    def api(self, method: str, path: str, body=None) -> dict:
        """What a system with the administrator's key asks; the answer has to be a good one."""
        headers = {"Authorization": f"Bearer {self._key}"}
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        status, text = self.ask(method, f"/api/v1{path}", body, headers)
        assert 200 <= status < 300, f"{method} {path}: {status} {text}"
        return json.loads(text)

    def mail(self, to: str) -> list[dict]:
        """The letters to an address, oldest first."""
        address = f"{self._deployment.emulator.address}/_ministack/ses/messages"
        with urllib.request.urlopen(address, timeout=5) as answer:
            accounts = json.load(answer)["messages"]
        letters = [it for letters in accounts.values() for it in letters]
        return [it for it in letters if any(to in address for address in it["To"])]

    def letter(self, to: str, receipt: str) -> dict | None:
        """The letter to an address about a payment."""
        return next((it for it in self.mail(to) if receipt in it["Subject"] + it["BodyText"]), None)

    def customer(self, name: str, email: str) -> str:
        """A new customer, told by e-mail only; the account number."""
        new = {"name": name, "phones": [], "emails": [email], "language": "en"}
        return self.api("POST", "/customers", new)["account_number"]

    def owes(self, account: str, amount: str, due_on: datetime.date) -> str:
        """Something to pay, of which the customer is told; its id."""
        return self.api("POST", "/obligations", obligation(account, amount, due_on))["id"]

    def balance(self, account: str) -> dict[str, str]:
        """Balance, outstanding and unallocated credit."""
        found = self.api("GET", f"/customers/{account}/balance")
        return {name: found[name] for name in ("balance", "outstanding", "unallocated_credit")}

    def payment(self, receipt: str) -> dict | None:
        """What the API shows of a payment, by its receipt."""
        items = self.api("GET", f"/payments?q={receipt}")["items"]
        return items[0] if items else None

    def allocated(self, receipt: str) -> dict | None:
        """The payment once something was paid with it."""
        payment = self.payment(receipt)
        return payment if payment and payment["allocation_status"] != "not_allocated" else None


def obligation(account: str, amount: str, due_on: datetime.date) -> dict:
    """As a system posts it."""
    return {
        "customer": account,
        "payee": {"kind": "us"},
        "description": "Internet",
        "amount": amount,
        "notify_customer": True,
        "schedule": {"kind": "one_off", "due_on": due_on.isoformat()},
    }


def confirmation(receipt: str, amount: str, reference: str) -> dict:
    """A confirmation as M-PESA sends it, by the fixture, of a payment made just now."""
    return fixture("c2b_confirmation_masked.json") | {
        "TransID": receipt,
        "TransTime": datetime.datetime.now(NAIROBI).strftime("%Y%m%d%H%M%S"),
        "TransAmount": amount,
        "BusinessShortCode": parameters_of_staging()["ShortCode"],
        "BillRefNumber": reference,
    }


def fixture(name: str) -> dict:
    """What a provider sent once."""
    return json.loads(pathlib.Path(FIXTURES / name).read_text(encoding="utf-8"))


def today() -> datetime.date:
    """The day in Nairobi."""
    return datetime.datetime.now(NAIROBI).date()
