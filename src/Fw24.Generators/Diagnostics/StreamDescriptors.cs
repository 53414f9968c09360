using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Diagnostics;

/// <summary>What is reported of streams.</summary>
internal static class StreamDescriptors
{
    public const string Category = "Fw24.Streams";

    public static readonly DiagnosticDescriptor StreamRange = new(
        id: "FW24101",
        title: "A stream's settings are within Lambda's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24101.md");

    public static readonly DiagnosticDescriptor StreamValue = new(
        id: "FW24102",
        title: "A stream's setting is one of its enum's values",
        messageFormat: "{0}: {1} is none of its enum's values. Use one of its names.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24102.md");

    public static readonly DiagnosticDescriptor TopicName = new(
        id: "FW24103",
        title: "A topic has a name that SNS takes",
        messageFormat: "{0}: '{2}' is no name of a topic. Set {1} to 1 to 251 letters, digits, '_' or '-', without '.fifo'.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24103.md");

    public static readonly DiagnosticDescriptor LatestStart = new(
        id: "FW24104",
        title: "An audited stream is read from its beginning",
        messageFormat: "{0}: {1} = Latest loses what is written while the mapping is being made, and the audit trail with it. Start at TrimHorizon.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24104.md");

    public static readonly DiagnosticDescriptor TopicClash = new(
        id: "FW24105",
        title: "Each table has a topic of its own",
        messageFormat: "{0}: the topic {2} is also that of the table {3}. Give one of them another {1}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24105.md");

    public static readonly DiagnosticDescriptor RecordSize = new(
        id: "FW24106",
        title: "Where large changes are parked, the longest item fits a message",
        messageFormat: "{0}: a change may carry {2} bytes by the lengths that its properties state, and a message of {1} takes {3}, so it would be parked unpublished. Leave LargeRecords out to store it as a claim check, or state shorter lengths.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24106.md");
}
