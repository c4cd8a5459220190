"""What CloudFormation makes of a SAM template, as JSON: the same translator runs there before a deployment."""

import json
import sys

from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())

for name, resource in template["Resources"].items():
    if resource["Type"] == "AWS::Serverless::Function":
        # `sam deploy` uploads the code and writes such an address in place of its folder.
        resource["Properties"]["CodeUri"] = {"Bucket": "uploaded", "Key": name}

try:
    expanded = Translator({}, Parser()).translate(template, {})
except InvalidDocumentException as error:
    sys.exit("\n".join(cause.message for cause in error.causes))

with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(expanded, file, indent=1)
