//! DynamoDB, SQS and SES on one machine, for the AWS SDK clients.
