using Fw24;

// The name of both projects that compile these sources: Fw24.ClinicSwapped.Tests has the audits of DynamoDB in CloudWatch Logs, and the
// reverse.
[assembly: Fw24App("Clinic")]
