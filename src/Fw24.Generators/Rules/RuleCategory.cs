namespace Fw24.Generators.Rules;

/// <summary>The categories of the diagnostics: one analyzer reports each.</summary>
internal static class RuleCategory
{
    public const string Entities = "Fw24.Entities";
    public const string Streams = "Fw24.Streams";
    public const string Audit = "Fw24.Audit";
    public const string Handlers = "Fw24.Handlers";
    public const string Usage = "Fw24.Usage";
    public const string Infrastructure = "Fw24.Infrastructure";
    public const string SharedTables = "Fw24.SharedTables";
    public const string Evolution = "Fw24.Evolution";
}
