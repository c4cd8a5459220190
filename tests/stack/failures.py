"""What goes wrong: no right to the table, no queue, a message that is none of ours; and what mends it."""

import contextlib
import datetime
import json

from deployment import Deployment
from outside import Outside, confirmation, today
from payment import SETTLED_WITHIN_S, SWEPT_WITHIN_S, acknowledged
from queues import RECEIVES, Queues
from report import Report, eventually

EMAIL = "asha@example.org"
UNSENT, LATE = "SGR0N5T5R1", "SGR0N5T5R2"

# In place of the template's three minutes, so that five receives do not take a quarter of an hour.
HIDDEN_S = 1
DEAD_WITHIN_S = 60


class Failures:
    """The checks in their order, and what they have in common."""

    def __init__(self, deployment: Deployment, outside: Outside, queues: Queues, report: Report):
        self.deployment = deployment
        self.outside = outside
        self.queues = queues
        self.report = report
        self.account = ""
        self._broken = contextlib.ExitStack()
        self._hidden_s = 0

    def run(self) -> bool:
        """All of them, as far as they hold."""
        steps = [
            ("no queue: the payment is taken all the same, and the sweeper finds it", self.no_queue),
            ("no right to the table: the callback is taken all the same, and waits on the queue", self.no_table),
            (f"it and a poison message are dead letters after {RECEIVES} receives each", self.dies),
            ("mended and redriven: it is settled and told, the poison dies again", self.is_redriven),
        ]
        return all(self.report.check(name, act) for name, act in steps)

    def no_queue(self) -> str:
        """As if the function had been killed between its two writes."""
        self.account = self.outside.customer("Asha Otieno", EMAIL)
        self.outside.owes(self.account, "800.00", today() + datetime.timedelta(days=30))
        nowhere = f"{self.deployment.emulator.address}/000000000000/nobody"
        with self.changed("CallbacksFunction", {"MALIPO_PAYMENTS_QUEUE_URL": nowhere}):
            acknowledged(self.outside.calls_back("c2b/confirmation", confirmation(UNSENT, "300.00", self.account)))
        payment = self.outside.payment(UNSENT)
        assert payment and payment["association"] is None, payment
        eventually("the sweeper dispatched it", lambda: self.outside.allocated(UNSENT), SWEPT_WITHIN_S)
        return "300.00 of 800.00 paid"

    def no_table(self) -> str:
        """Both functions that could write it down are not let to."""
        assert self.queues.is_empty("PaymentsQueue")
        self._hidden_s = self.queues.hurry("PaymentsQueue", HIDDEN_S)
        self.report.departs(f"messages that fail are shown again after {HIDDEN_S} s and not after {self._hidden_s}")
        for function in ("CallbacksFunction", "AssociationFunction"):
            self._broken.enter_context(self.without_table(function))
        acknowledged(self.outside.calls_back("c2b/confirmation", confirmation(LATE, "500.00", self.account)))
        assert self.outside.payment(LATE) is None
        assert len(self.queues.receives("PaymentsQueue")) == 1
        return "acknowledged, not in the table, one message on the queue"

    def dies(self) -> str:
        """Neither stands in the other's way."""
        self.queues.send("PaymentsQueue", "this is no message of ours")
        handed_out = {}

        def both_dead() -> bool:
            handed_out.update(self.queues.receives("PaymentsQueue"))
            return self.queues.visible("PaymentsDeadLetters") == 2

        eventually("two dead letters", both_dead, DEAD_WITHIN_S)
        assert set(handed_out.values()) == {RECEIVES}, handed_out
        assert self.queues.is_empty("PaymentsQueue")
        assert self.outside.payment(LATE) is None
        return "as AWS/SQS ApproximateNumberOfMessagesVisible of the dead letters would alarm: 2"

    def is_redriven(self) -> str:
        """What was good all along is good now."""
        self._broken.close()
        moved = self.queues.redrive("PaymentsQueue", "PaymentsDeadLetters")
        assert moved == 2, moved
        payment = eventually("the payment is allocated", lambda: self.outside.allocated(LATE), SETTLED_WITHIN_S)
        assert payment["association"]["customer"] == self.account, payment
        expected = {"balance": "0.00", "outstanding": "0.00", "unallocated_credit": "0.00"}
        balance = self.outside.balance(self.account)
        assert balance == expected, balance
        eventually("its receipt", lambda: self.outside.letter(EMAIL, LATE), SETTLED_WITHIN_S)
        eventually("the poison is dead again", lambda: self.queues.visible("PaymentsDeadLetters") == 1, DEAD_WITHIN_S)
        assert self.queues.is_empty("PaymentsQueue")
        self.queues.hurry("PaymentsQueue", self._hidden_s)
        return "balance 0.00, one letter, one dead letter left"

    @contextlib.contextmanager
    def without_table(self, function: str):
        """A function whose role may do nothing to the table, for as long as this lasts."""
        lambdas, iam = (self.deployment.emulator.client(it) for it in ("lambda", "iam"))
        settings = lambdas.get_function_configuration(FunctionName=self.deployment.resource(function))
        role = settings["Role"].split("/")[-1]
        before = {}
        for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            before[policy] = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
            left = [it for it in before[policy]["Statement"] if "dynamodb:" not in str(it["Action"])]
            assert left != before[policy]["Statement"], before[policy]
            document = before[policy] | {"Statement": left}
            iam.put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=json.dumps(document))
        assert before, f"the role of {function} has no policy"
        try:
            yield
        finally:
            for policy, document in before.items():
                iam.put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=json.dumps(document))

    @contextlib.contextmanager
    def changed(self, function: str, variables: dict[str, str]):
        """A function with other settings, for as long as this lasts."""
        lambdas = self.deployment.emulator.client("lambda")
        name = self.deployment.resource(function)
        before = lambdas.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        lambdas.update_function_configuration(FunctionName=name, Environment={"Variables": before | variables})
        try:
            yield
        finally:
            lambdas.update_function_configuration(FunctionName=name, Environment={"Variables": before})
