"""What the callbacks function does for a confirmation of M-PESA, as one would write it for Lambda in Python.

It is what the start of our program is measured beside: the clients are made once, when the module is imported; the
token is compared in constant time; the payment is written once, by a condition; then the queue is told.
"""

import hmac
import json
import os
import re
import time
from decimal import Decimal, InvalidOperation

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

CONFIG = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "max_attempts": 3})
DYNAMODB = boto3.client("dynamodb", config=CONFIG)
SQS = boto3.client("sqs", config=CONFIG)

TABLE = os.environ["MALIPO_TABLE"]
QUEUE = os.environ["MALIPO_PAYMENTS_QUEUE_URL"]
TOKEN = os.environ["MALIPO_HOOK_TOKEN"].encode()
SHORT_CODE = os.environ["MALIPO_SHORTCODE"]

PATH = re.compile(r"/hooks/([^/]+)/c2b/confirmation")
SUCCESS = '{"ResultCode":0,"ResultDesc":"Success"}'


def handle(event, context):
    path = PATH.fullmatch(event["rawPath"])
    if not path or not hmac.compare_digest(path.group(1).encode(), TOKEN):
        return {"statusCode": 404}
    try:
        confirmation = json.loads(event["body"], parse_float=Decimal)
        receipt = confirmation["TransID"]
        cents = int(Decimal(confirmation["TransAmount"]) * 100)
        if confirmation["BusinessShortCode"] != SHORT_CODE:
            raise ValueError("another short code")
    except (ValueError, KeyError, TypeError, InvalidOperation):
        return {"statusCode": 400}
    item = {
        "pk": {"S": f"python#mpesa#{receipt}"},
        "sk": {"S": "payment"},
        "amount_cents": {"N": str(cents)},
        "reference": {"S": confirmation.get("BillRefNumber") or ""},
        "payer": {"S": confirmation.get("FirstName") or ""},
        "paid_at": {"S": confirmation.get("TransTime") or ""},
        "received_at": {"N": str(int(time.time() * 1000))},
        "raw": {"S": event["body"]},
    }
    try:
        DYNAMODB.put_item(TableName=TABLE, Item=item, ConditionExpression="attribute_not_exists(pk)")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            return {"statusCode": 503}
    else:
        SQS.send_message(QueueUrl=QUEUE, MessageBody=json.dumps({"kind": "recorded", "payment": receipt}))
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": SUCCESS}
