namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>A cdk-nag finding about a resource and a rule.</summary>
public sealed record NagFinding(string Rule, string Resource, string Compliance, string? Reason, string Message);

/// <summary>A violation that version 3 of cdk-nag finds: a rule, and its finding if it has several.</summary>
public sealed record NagViolation(string Rule, string Resource);

/// <summary>A finding of AWS's template validator about a property.</summary>
public sealed record SchemaFinding(string Severity, string Rule, string Resource, string Path, string Message);

/// <summary>The findings about a template.</summary>
/// <param name="Nag">The findings of version 2 of cdk-nag.</param>
/// <param name="Nag3">The violations that version 3 finds.</param>
/// <param name="Unacknowledged">Those that it finds if it reads no acknowledgments.</param>
/// <param name="Schema">The findings of the template validator.</param>
public sealed record TemplateReport(
    IReadOnlyList<NagFinding> Nag,
    IReadOnlyList<NagViolation> Nag3,
    IReadOnlyList<NagViolation> Unacknowledged,
    IReadOnlyList<SchemaFinding> Schema);
