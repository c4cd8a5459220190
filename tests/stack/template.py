"""`infra/template.yaml` as the emulator can take it, and what it leaves out."""

import copy
import logging
import os
import pathlib
import re

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

from emulator import REGION

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "infra" / "template.yaml"
SETTINGS = ROOT / "samconfig.toml"

FUNCTION = "AWS::Serverless::Function"
SECRET = "AWS::SecretsManager::Secret"
ALARM = "AWS::CloudWatch::Alarm"

# It measures itself, and says at the end that nobody took the measurements.
logging.getLogger("samtranslator.metrics").setLevel(logging.ERROR)

CODE = re.compile(r"/([a-z_-]+)/?$")


class Template:
    """The template, with the code of its functions in a bucket."""

    def __init__(self, bucket: str, parameters: dict[str, str]):
        self.body = yaml_parse(TEMPLATE.read_text(encoding="utf-8"))
        self.parameters = parameters
        # Function → the zip that it runs, as in `callbacks.zip`.
        self.code = {}
        # Why something is not as written there → its names.
        self.changes = {}
        for name, resource in self._of_type(FUNCTION):
            properties = resource["Properties"]
            self.code[name] = CODE.search(properties["CodeUri"])[1] + ".zip"
            # As `sam deploy` does after uploading.
            properties["CodeUri"] = {"Bucket": bucket, "Key": self.code[name]}
        for name, resource in self._of_type(ALARM):
            if "Metrics" in resource["Properties"]:
                del self.body["Resources"][name]
                self._change(name, "left out: ministack's CloudFormation takes no alarm over metric maths")
        for name, output in list(self.body["Outputs"].items()):
            if ".DkimDNSToken" in str(output["Value"]):
                del self.body["Outputs"][name]
                self._change(name, "left out: ministack's identities of SES have no records for DNS")

        self._write_numbers()
        self._widen_rights()

    def _write_numbers(self) -> None:
        """Puts the value of each parameter that is a number in its place, where CloudFormation makes a number of it."""
        numbers = {}
        for name, parameter in self.body["Parameters"].items():
            if parameter["Type"] == "Number":
                numbers[name] = int(self.parameters.get(name, parameter.get("Default")))

        def written(node):
            if isinstance(node, list):
                return [written(it) for it in node]
            if not isinstance(node, dict):
                return node
            if node.get("Ref") in numbers:
                return numbers[node["Ref"]]
            # What a program reads from its environment is text.
            return {name: it if name == "Variables" else written(it) for name, it in node.items()}

        self.body["Resources"] = written(self.body["Resources"])
        self._change("each !Ref of a number", "written as its value: ministack's CloudFormation hands it on as text")

    def _widen_rights(self) -> None:
        """Writes two rights as the emulator wants them; all others are as in the template, and it checks them."""
        for _, resource in self._of_type(FUNCTION):
            for policy in resource["Properties"]["Policies"]:
                for statement in policy["Statement"]:
                    widen(statement["Fn::If"][1] if "Fn::If" in statement else statement)
        batch, letter = "sqs:SendMessageBatch", "ses:SendRawEmail"
        self._change(batch, "allowed with sqs:SendMessage: ministack wants it named, AWS has no such right")
        self._change(letter, "allowed for every identity: ministack does not look which one a letter is from")

    def fill_secrets(self, random_password) -> None:
        """Makes the secrets as Secrets Manager does: the emulator's CloudFormation would put anything into them."""
        for name, resource in self._of_type(SECRET):
            wanted = resource["Properties"].pop("GenerateSecretString")
            resource["Properties"]["SecretString"] = random_password(**wanted)["RandomPassword"]
            self._change(name, "made by GetRandomPassword: ministack's CloudFormation heeds no ExcludePunctuation")

    def _change(self, name: str, why: str) -> None:
        self.changes.setdefault(why, []).append(name)

    def _of_type(self, kind: str) -> list:
        return [(name, it) for name, it in self.body["Resources"].items() if it["Type"] == kind]

    def routes(self) -> dict[str, str]:
        """Route key → the function behind it, as SAM's translator writes them into the API.

        Routes of functions that only some deployments have are among them.
        """
        [api] = self._translated("AWS::ApiGatewayV2::Api")
        routes = {}
        for path, methods in with_everything(api["Body"]["paths"]).items():
            for method, operation in methods.items():
                uri = operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
                routes[route_key(method, path)] = re.search(r"\$\{(\w+)\.Arn\}", uri)[1]
        return routes

    def schedules(self) -> dict[str, dict]:
        """Function → the properties of its schedule, as SAM's translator writes them."""
        schedules = self._translated("AWS::Scheduler::Schedule")
        return {it["Target"]["Arn"]["Fn::GetAtt"][0]: it for it in schedules}

    def _translated(self, kind: str) -> list[dict]:
        os.environ.setdefault("AWS_DEFAULT_REGION", REGION)
        translated = Translator({}, Parser()).translate(copy.deepcopy(self.body), {})
        return [it["Properties"] for it in translated["Resources"].values() if it["Type"] == kind]


def widen(statement: dict) -> None:
    """One statement of a policy."""
    actions = [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
    if "sqs:SendMessage" in actions:
        statement["Action"] = [*actions, "sqs:SendMessageBatch"]
    if "ses:SendRawEmail" in actions:
        statement["Resource"] = "*"


def with_everything(node):
    """A part of a template as if each of its conditions were met."""
    if isinstance(node, list):
        return [with_everything(it) for it in node]
    if not isinstance(node, dict):
        return node
    if "Fn::If" in node:
        return with_everything(node["Fn::If"][1])
    return {name: with_everything(it) for name, it in node.items()}


def route_key(method: str, path: str) -> str:
    """As API Gateway names a route."""
    if path.strip("/") == "$default":
        return "$default"
    return f"{'ANY' if method == 'x-amazon-apigateway-any-method' else method.upper()} {path}"


def parameters_of_staging() -> dict[str, str]:
    """What `sam deploy` would give the stack of staging."""
    section = SETTINGS.read_text(encoding="utf-8").split("[default.deploy.parameters]")[1].split("\n[")[0]
    overrides = re.search(r"^parameter_overrides = '(.*)'$", section, re.MULTILINE)[1]
    return dict(re.findall(r'(\w+)="([^"]*)"', overrides))
