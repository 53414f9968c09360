using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Diagnostics;

/// <summary>The diagnostics about streams.</summary>
internal static class StreamDescriptors
{
    public const string Category = "Fw24.Streams";

    public static readonly DiagnosticDescriptor StreamRange = new(
        id: "FW24101",
        title: "Stream settings are within Lambda's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24101.md");

    public static readonly DiagnosticDescriptor StreamValue = new(
        id: "FW24102",
        title: "A stream setting is a defined value of its enum",
        messageFormat: "{0}: {1} is not a defined value of its enum. Use one of its names.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24102.md");

    public static readonly DiagnosticDescriptor TopicName = new(
        id: "FW24103",
        title: "A topic name is valid in SNS",
        messageFormat: "{0}: '{2}' is not a valid topic name. Set {1} to 1 to 251 letters, digits, '_' or '-', without '.fifo'.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24103.md");

    public static readonly DiagnosticDescriptor LatestStart = new(
        id: "FW24104",
        title: "An audited stream is read from its beginning",
        messageFormat: "{0}: {1} = Latest loses changes that are written while the mapping is being created, and the audit trail lacks them. Start at TrimHorizon.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24104.md");

    public static readonly DiagnosticDescriptor TopicClash = new(
        id: "FW24105",
        title: "Each table has its own topic",
        messageFormat: "{0}: the table {3} also uses the topic {2}. Set a different {1} on one of them.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24105.md");

    public static readonly DiagnosticDescriptor RecordSize = new(
        id: "FW24106",
        title: "The change of the largest item fits a message if large changes are parked",
        messageFormat: "{0}: a change may have {2} bytes by the lengths that its properties declare, but a message of {1} allows {3}, so it would be parked unpublished. Remove LargeRecords to store it as a claim check, or declare shorter lengths.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24106.md");
}
