namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>What cdk-nag says of a resource and a rule.</summary>
public sealed record NagFinding(string Rule, string Resource, string Compliance, string? Reason, string Message);

/// <summary>What AWS's template validator says of a property.</summary>
public sealed record SchemaFinding(string Severity, string Rule, string Resource, string Path, string Message);

/// <summary>What is said of a template.</summary>
public sealed record TemplateReport(IReadOnlyList<NagFinding> Nag, IReadOnlyList<SchemaFinding> Schema);
