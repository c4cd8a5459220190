"""The queues as an administrator sees and repairs them."""

import json
import urllib.parse
import urllib.request

import botocore.exceptions

from deployment import Deployment
from report import Report

# Of the template: a queue, its dead letters, and the function that works on it.
QUEUES = [
    ("PaymentsQueue", "PaymentsDeadLetters", "AssociationFunction"),
    ("AllocationsQueue", "AllocationsDeadLetters", "AllocationsFunction"),
    ("NotificationsQueue", "NotificationsDeadLetters", "NotificationsFunction"),
]
RECEIVES = 5
RETENTION_S = 14 * 24 * 3600

# What a service answers to what it has never heard of.
UNKNOWN = {
    "AWS.SimpleQueueService.UnsupportedOperation",
    "InvalidAction",
    "UnknownOperationException",
    "UnsupportedOperation",
}


class Queues:
    """SQS of a deployment."""

    def __init__(self, deployment: Deployment, report: Report):
        self._deployment = deployment
        self._report = report
        self._sqs = deployment.emulator.client("sqs")

    def are_as_the_template_says(self) -> str:
        """Hidden six times as long as the function may take, five receives, fourteen days, their own dead letters."""
        lambdas = self._deployment.emulator.client("lambda")
        for queue, dead_letters, function in QUEUES:
            attributes = self.attributes(queue)
            redrive = json.loads(attributes["RedrivePolicy"])
            assert redrive["deadLetterTargetArn"] == self.attributes(dead_letters)["QueueArn"], redrive
            assert int(redrive["maxReceiveCount"]) == RECEIVES, redrive
            settings = lambdas.get_function_configuration(FunctionName=self._deployment.resource(function))
            hidden_s = int(attributes["VisibilityTimeout"])
            assert hidden_s == 6 * settings["Timeout"], (queue, hidden_s, settings["Timeout"])
            for name in (queue, dead_letters):
                assert int(self.attributes(name)["MessageRetentionPeriod"]) == RETENTION_S, name
        return f"{len(QUEUES)} queues, {RECEIVES} receives each"

    def url(self, name: str) -> str:
        """Its address, by its name in the template."""
        return self._deployment.output(f"{name}Url")

    def attributes(self, name: str) -> dict[str, str]:
        """Everything that SQS tells of a queue."""
        return self._sqs.get_queue_attributes(QueueUrl=self.url(name), AttributeNames=["All"])["Attributes"]

    def visible(self, name: str) -> int:
        """How many messages wait there."""
        return int(self.attributes(name)["ApproximateNumberOfMessages"])

    def is_empty(self, name: str) -> bool:
        """Nothing waits there, nothing is being worked on."""
        attributes = self.attributes(name)
        return attributes["ApproximateNumberOfMessages"] == attributes["ApproximateNumberOfMessagesNotVisible"] == "0"

    def send(self, name: str, body: str) -> str:
        """A message from anybody; its id."""
        return self._sqs.send_message(QueueUrl=self.url(name), MessageBody=body)["MessageId"]

    def hurry(self, name: str, seconds: int) -> int:
        """Shows a message again sooner than the template says; the time before."""
        before = int(self.attributes(name)["VisibilityTimeout"])
        self._sqs.set_queue_attributes(QueueUrl=self.url(name), Attributes={"VisibilityTimeout": str(seconds)})
        return before

    def receives(self, name: str) -> dict[str, int]:
        """How often each message of a queue was handed out, without taking it."""
        question = urllib.parse.urlencode({"QueueUrl": self.url(name)})
        address = f"{self._deployment.emulator.address}/_ministack/sqs/messages?{question}"
        with urllib.request.urlopen(address, timeout=5) as answer:
            accounts = json.load(answer)["messages"]
        regions = [region for account in accounts.values() for region in account.values()]
        messages = [it for queues in regions for it in queues.get(self.url(name), [])]
        return {it["MessageId"]: it["ReceiveCount"] for it in messages}

    def redrive(self, name: str, dead_letters: str) -> int:
        """Moves all dead letters back to their queue; how many."""
        waiting = self.visible(dead_letters)
        source, destination = self.attributes(dead_letters)["QueueArn"], self.attributes(name)["QueueArn"]
        try:
            self._sqs.start_message_move_task(SourceArn=source, DestinationArn=destination)
        except botocore.exceptions.ClientError as error:
            if error.response["Error"]["Code"] not in UNKNOWN:
                raise
            self._report.departs("ministack has no StartMessageMoveTask: dead letters are received, sent and deleted")
            self._move(name, dead_letters, waiting)
        return waiting

    def _move(self, name: str, dead_letters: str, count: int) -> None:
        for _ in range(count):
            answer = self._sqs.receive_message(
                QueueUrl=self.url(dead_letters), MaxNumberOfMessages=1, MessageAttributeNames=["All"]
            )
            [message] = answer["Messages"]
            self._sqs.send_message(
                QueueUrl=self.url(name),
                MessageBody=message["Body"],
                MessageAttributes=message.get("MessageAttributes", {}),
            )
            self._sqs.delete_message(QueueUrl=self.url(dead_letters), ReceiptHandle=message["ReceiptHandle"])
