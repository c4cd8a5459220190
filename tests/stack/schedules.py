"""The schedules: what they are, and what the functions behind them do when they fire."""

import datetime
import json

from deployment import Deployment
from outside import NAIROBI, Outside, obligation, today
from payment import SETTLED_WITHIN_S
from queues import Queues
from report import Report, eventually

EMAIL = "peter@example.org"

# Days before a due date on which one is reminded of it.
OFFSETS_DAYS = (7, 3)


class Schedules:
    """EventBridge Scheduler of a deployment."""

    def __init__(self, deployment: Deployment, outside: Outside, queues: Queues, report: Report):
        self.report = report
        # Of the functions that this stack has: the others need an account at M-PESA.
        self.wanted = {it: wanted for it, wanted in deployment.template.schedules().items() if deployment.has(it)}
        self.deployment = deployment
        self.outside = outside
        self.queues = queues

    def run(self) -> bool:
        """All of them, as far as they hold."""
        steps = [
            ("the schedules are in Nairobi's time and call their functions", self.are_as_the_template_says),
            ("each scheduled function does its work with what Scheduler sends", self.are_handled),
            ("the reminders' run reminds of what falls due, and only once", self.remind),
        ]
        return all(self.report.check(name, act) for name, act in steps)

    def are_as_the_template_says(self) -> str:
        """Nothing is repeated that the next run makes up for."""
        for function, wanted in self.wanted.items():
            assert wanted["ScheduleExpressionTimezone"] == "Africa/Nairobi", (function, wanted)
            assert wanted["Target"]["RetryPolicy"]["MaximumRetryAttempts"] == 0, (function, wanted)
            found = self._schedule(function)
            assert found["ScheduleExpression"] == wanted["ScheduleExpression"], (function, found)
            assert found["State"] == "ENABLED", (function, found)
            assert found["Target"]["RetryPolicy"] == wanted["Target"]["RetryPolicy"], (function, found)
            if found["ScheduleExpressionTimezone"] != wanted["ScheduleExpressionTimezone"]:
                self.report.departs("schedules run by UTC: ministack's CloudFormation drops ScheduleExpressionTimezone")
        return ", ".join(sorted(it["ScheduleExpression"] for it in self.wanted.values()))

    def are_handled(self) -> str:
        """None of them fails; a function that fails answers with an error."""
        for function in self.wanted:
            self._fire(function)
        return ", ".join(sorted(self.wanted))

    def remind(self) -> str:
        """A morning that comes twice says nothing twice."""
        account = self.outside.customer("Peter Mwangi", EMAIL)
        due_on = self._business_day(account)
        self.outside.owes(account, "700.00", due_on)
        eventually("the letter about it", lambda: self._swept(1), SETTLED_WITHIN_S)
        for _ in range(2):
            self._forget_place()
            self._fire("RemindersFunction")
        letters = eventually("a reminder", lambda: self._swept(2), SETTLED_WITHIN_S)
        self._fire("SweeperFunction")
        eventually("all is sent", lambda: self.queues.is_empty("NotificationsQueue"), SETTLED_WITHIN_S)
        assert len(self.outside.mail(EMAIL)) == 2
        return f"“{letters[-1]['Subject']}”, due on {due_on}"

    def _swept(self, count: int) -> list[dict] | None:
        """So many letters, once the sweeper has passed on what is due."""
        self._fire("SweeperFunction")
        letters = self.outside.mail(EMAIL)
        return letters if len(letters) >= count else None

    def _forget_place(self) -> None:
        """As if this morning's run had not been, or had crashed before it said how far it came."""
        key = {"pk": {"S": "REM"}, "sk": {"S": "A"}}
        self.deployment.emulator.client("dynamodb").delete_item(TableName=self.deployment.output("TableName"), Key=key)

    def _business_day(self, account: str) -> datetime.date:
        """A day that reminds today and is not moved off a weekend or holiday."""
        for days in OFFSETS_DAYS:
            day = today() + datetime.timedelta(days=days)
            preview = self.outside.api("POST", "/obligations/preview", obligation(account, "700.00", day))
            if preview["instalments"][0]["due_on"] == day.isoformat():
                return day
        raise AssertionError("no day that is reminded of today is a business day: try again tomorrow")

    def _schedule(self, function: str) -> dict:
        scheduler = self.deployment.emulator.client("scheduler")
        arn = self._function_arn(function)
        for page in scheduler.get_paginator("list_schedules").paginate():
            for summary in page["Schedules"]:
                if summary["Target"]["Arn"] == arn:
                    return scheduler.get_schedule(Name=summary["Name"], GroupName=summary["GroupName"])
        raise AssertionError(f"nothing calls {function}")

    def _function_arn(self, function: str) -> str:
        lambdas = self.deployment.emulator.client("lambda")
        name = self.deployment.resource(function)
        return lambdas.get_function_configuration(FunctionName=name)["FunctionArn"]

    def _fire(self, function: str) -> None:
        """With the input of its schedule or, where it has none, with what Scheduler sends then."""
        schedule = self._schedule(function)
        payload = schedule["Target"].get("Input") or json.dumps(scheduled_event(schedule["Arn"]))
        answer = self.deployment.emulator.client("lambda").invoke(
            FunctionName=self.deployment.resource(function), Payload=payload.encode()
        )
        assert "FunctionError" not in answer, (function, answer["Payload"].read())


def scheduled_event(schedule_arn: str) -> dict:
    """What a target without an input of its own gets."""
    return {
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": "000000000000",
        "time": datetime.datetime.now(NAIROBI).astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": "eu-west-1",
        "resources": [schedule_arn],
        "detail": "{}",
    }
