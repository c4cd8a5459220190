"""The stack on the emulator, from the template and the zips of the release build."""

import json
import pathlib
import time

from emulator import Emulator
from template import Template, parameters_of_staging

STACK = "malipo-staging"
BUCKET = "malipo-artefacts"
STAGE = "$default"

# Staging has no e-mail of its own; here it goes to the emulator.
MAIL_FROM = "billing@example.co.ke"

DEPLOYED_WITHIN_S = 120


class Deployment:
    """A stack that was created, and where everything in it is."""

    def __init__(self, emulator: Emulator, zips: pathlib.Path):
        self.emulator = emulator
        # As staging, and with e-mail.
        self.template = Template(BUCKET, parameters_of_staging() | {"MailFrom": MAIL_FROM})
        self.template.fill_secrets(emulator.client("secretsmanager").get_random_password)
        self._zips = zips
        self._resources = {}
        self._outputs = {}

    def upload(self) -> str:
        """As `sam deploy` does: each zip and the template into a bucket."""
        s3 = self.emulator.client("s3")
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name})
        total = 0
        for key in sorted(set(self.template.code.values())):
            content = (self._zips / key).read_bytes()
            total += len(content)
            s3.put_object(Bucket=BUCKET, Key=key, Body=content)
        return f"{len(self.template.code)} zips, {total / 1e6:.1f} MB"

    def create(self) -> str:
        """The stack and everything in it."""
        parameters = self.template.parameters
        key = "template.json"
        self.emulator.client("s3").put_object(Bucket=BUCKET, Key=key, Body=json.dumps(self.template.body).encode())
        cloudformation = self.emulator.client("cloudformation")
        cloudformation.create_stack(
            StackName=STACK,
            # A template this long goes by a bucket on AWS too.
            TemplateURL=f"{self.emulator.address}/{BUCKET}/{key}",
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        )
        stack = self._when_created(cloudformation)
        self._outputs = {it["OutputKey"]: it["OutputValue"] for it in stack.get("Outputs", [])}
        pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
        summaries = [it for page in pages for it in page["StackResourceSummaries"]]
        self._resources = {it["LogicalResourceId"]: it["PhysicalResourceId"] for it in summaries}
        wrong = [it["LogicalResourceId"] for it in summaries if it["ResourceStatus"] != "CREATE_COMPLETE"]
        assert not wrong, f"not created: {wrong}"
        return f"{len(summaries)} resources"

    def _when_created(self, cloudformation) -> dict:
        deadline = time.monotonic() + DEPLOYED_WITHIN_S
        while time.monotonic() < deadline:
            [stack] = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
            if stack["StackStatus"] == "CREATE_COMPLETE":
                return stack
            if stack["StackStatus"] != "CREATE_IN_PROGRESS":
                events = cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
                reasons = [
                    f"{it['LogicalResourceId']}: {it.get('ResourceStatusReason')}"
                    for it in events
                    if it["ResourceStatus"].endswith("FAILED")
                ]
                raise AssertionError(f"{stack['StackStatus']}\n" + "\n".join(reasons))
            time.sleep(0.2)
        raise AssertionError(f"the stack was not created within {DEPLOYED_WITHIN_S} s")

    def add_routes(self) -> str:
        """What AWS reads from the body of the API, route for route."""
        api, lambdas = self.resource("PublicApi"), self.emulator.client("lambda")
        gateway = self.emulator.client("apigatewayv2")
        integrations = {}
        routes = {key: function for key, function in self.template.routes().items() if self.has(function)}
        for key, function in routes.items():
            if function not in integrations:
                arn = lambdas.get_function(FunctionName=self.resource(function))["Configuration"]["FunctionArn"]
                integrations[function] = gateway.create_integration(
                    ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=arn, PayloadFormatVersion="2.0"
                )["IntegrationId"]
            gateway.create_route(ApiId=api, RouteKey=key, Target=f"integrations/{integrations[function]}")
        return f"{len(routes)} routes to {len(integrations)} functions"

    def has(self, name: str) -> bool:
        """Whether the stack has that resource, with these parameters."""
        return name in self._resources

    def resource(self, name: str) -> str:
        """The physical name of a resource of the template."""
        return self._resources[name]

    def output(self, name: str) -> str:
        """What the stack prints at the end of a deployment."""
        return self._outputs[name]

    def secret(self, name: str) -> str:
        """A secret, as an administrator reads it by the output of this name."""
        answer = self.emulator.client("secretsmanager").get_secret_value(SecretId=self.output(name))
        return answer["SecretString"]
