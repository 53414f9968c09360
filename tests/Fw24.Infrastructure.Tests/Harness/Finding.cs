namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>A cdk-nag finding about a resource and a rule.</summary>
public sealed record NagFinding(string Rule, string Resource, string Compliance, string? Reason, string Message);

/// <summary>A finding of AWS's template validator about a property.</summary>
public sealed record SchemaFinding(string Severity, string Rule, string Resource, string Path, string Message);

/// <summary>The findings about a template.</summary>
public sealed record TemplateReport(IReadOnlyList<NagFinding> Nag, IReadOnlyList<SchemaFinding> Schema);
