using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Diagnostics;

/// <summary>What is reported of infrastructure.</summary>
internal static class InfrastructureDescriptors
{
    public const string Category = "Fw24.Infrastructure";

    public static readonly DiagnosticDescriptor AppRange = new(
        id: "FW24401",
        title: "A function's settings are within Lambda's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24401.md");

    public static readonly DiagnosticDescriptor AppName = new(
        id: "FW24402",
        title: "An app has a name",
        messageFormat: "The app has an empty name. Name it, or leave [Fw24App] out to use the assembly's.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24402.md");

    public static readonly DiagnosticDescriptor StackDeclaration = new(
        id: "FW24403",
        title: "A stack is a partial class that can be added to",
        messageFormat: "{0} is {1}. Make it a partial class outside of other types, neither generic, static nor file-local.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24403.md");

    public static readonly DiagnosticDescriptor StackBase = new(
        id: "FW24404",
        title: "A stack derives from Amazon.CDK.Stack",
        messageFormat: "{0} does not derive from Amazon.CDK.Stack. Derive it from that class, or remove [InfrastructureStack].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24404.md");

    public static readonly DiagnosticDescriptor StackEmpty = new(
        id: "FW24405",
        title: "A stack has tables in reach",
        messageFormat: "{0} would be empty: neither this project nor one it references has an entity. Reference the project of the app.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24405.md");

    public static readonly DiagnosticDescriptor ProtectedDestroy = new(
        id: "FW24406",
        title: "A table that is to be destroyed is not protected",
        messageFormat: "{0}: {1} = Destroy cannot take effect while DeletionProtection is on, as it is by default. Set DeletionProtection = false, or retain the table.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24406.md");
}
