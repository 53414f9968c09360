using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Diagnostics;

/// <summary>The diagnostics about code that uses changes and tables.</summary>
internal static class UsageDescriptors
{
    public const string Category = "Fw24.Usage";

    public static readonly DiagnosticDescriptor RedactedWrite = new(
        id: "FW24315",
        title: "A redacted item is not written back",
        messageFormat: "This {0} comes from {1}, where {2} was redacted, and writing it replaces the stored value. Get the item from its table and change that, or set {2} here.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24315.md");

    public static readonly DiagnosticDescriptor RedactedRead = new(
        id: "FW24316",
        title: "A redacted property is not read from a change",
        messageFormat: "{0} is sensitive: in a change it is {1}, whatever is stored. Get the item from its table.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24316.md");

    public static readonly DiagnosticDescriptor OwnTableWrite = new(
        id: "FW24317",
        title: "A handler does not invoke itself",
        messageFormat: "{0}: {1} writes the table whose changes invoke the handler, and the write invokes it again, endlessly. Write only under a condition that the written item no longer meets, watch other properties with [OnChange], or write another table.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24317.md");

    public static readonly DiagnosticDescriptor TableOfStranger = new(
        id: "FW24318",
        title: "A requested table belongs to an entity",
        messageFormat: "No service provides ITable<{0}>: {1}. Add [DynamoTable] to the class in a project that references Fw24, or request the table of another class.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24318.md");
}
