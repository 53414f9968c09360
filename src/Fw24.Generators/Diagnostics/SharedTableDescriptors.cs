using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Diagnostics;

/// <summary>The diagnostics about tables that several entities share.</summary>
internal static class SharedTableDescriptors
{
    public const string Category = "Fw24.SharedTables";

    public static readonly DiagnosticDescriptor TableKeys = new(
        id: "FW24501",
        title: "Entities of one table have the same keys",
        messageFormat: "{0}: its keys differ from those of {2}, which is also in the table {1}. Give both the same attributes and types.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24501.md");

    public static readonly DiagnosticDescriptor TableStream = new(
        id: "FW24502",
        title: "Entities of one table agree on its stream",
        messageFormat: "{0}: in the table {1}, {2} declares a different [StreamEnabled]. Declare it once, or identically.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24502.md");

    public static readonly DiagnosticDescriptor TableAudit = new(
        id: "FW24503",
        title: "Entities of one table agree on its audit",
        messageFormat: "{0}: in the table {1}, {2} declares a different [Audit]. Declare it once, or identically.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24503.md");

    public static readonly DiagnosticDescriptor TableConflict = new(
        id: "FW24504",
        title: "Entities of one table agree on its settings",
        messageFormat: "{0}: in the table {1}, {3} differs in {2}. Declare it once, or identically.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24504.md");

    public static readonly DiagnosticDescriptor EntityClash = new(
        id: "FW24505",
        title: "Entities of one table have different names",
        messageFormat: "{0}: another entity of {1} is also named {2}. Set EntityName on one of them.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24505.md");

    public static readonly DiagnosticDescriptor DiscriminatorClash = new(
        id: "FW24506",
        title: "No property is stored in its table's discriminator attribute",
        messageFormat: "{0} is stored in '{1}', which distinguishes the table's entities. Rename it with [DynamoAttribute], or set another Discriminator for the table.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24506.md");

    public static readonly DiagnosticDescriptor KeyAttributeTypes = new(
        id: "FW24507",
        title: "A key attribute has one type in its table",
        messageFormat: "{0}: '{2}' is a key of the index {1}, but has another type elsewhere in the table. Store it with the same type, or use another attribute.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24507.md");
}
