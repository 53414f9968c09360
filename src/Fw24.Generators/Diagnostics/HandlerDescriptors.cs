using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Diagnostics;

/// <summary>What is reported of handlers.</summary>
internal static class HandlerDescriptors
{
    public const string Category = "Fw24.Handlers";

    public static readonly DiagnosticDescriptor QueueRange = new(
        id: "FW24301",
        title: "A queue's settings are within AWS's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24301.md");

    public static readonly DiagnosticDescriptor HandlerDeclaration = new(
        id: "FW24302",
        title: "A handler is a class that the services can make",
        messageFormat: "{0} is {1}. Make it a class that is neither generic, private nor file-local, with a public constructor.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24302.md");

    public static readonly DiagnosticDescriptor HandlesNothing = new(
        id: "FW24303",
        title: "A handler overrides a method",
        messageFormat: "{0} overrides neither OnInsertedAsync, OnModifiedAsync nor OnRemovedAsync, so nothing would invoke it. Override one.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24303.md");

    public static readonly DiagnosticDescriptor OnChangeName = new(
        id: "FW24304",
        title: "[OnChange] names stored properties",
        messageFormat: "{0}: [OnChange] names '{1}', which is no stored property of the entity. Use nameof of one.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24304.md");

    public static readonly DiagnosticDescriptor HandlerWithoutStream = new(
        id: "FW24305",
        title: "A handler's table publishes its changes",
        messageFormat: "{0} handles changes of the table {1}, which publishes none. Add [StreamEnabled] to an entity of the table.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24305.md");

    public static readonly DiagnosticDescriptor HandlerView = new(
        id: "FW24306",
        title: "A stream carries the images that its handlers need",
        messageFormat: "{0} needs images that the stream of {1} does not carry. Set ViewType to {2}, or leave it out.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24306.md");

    public static readonly DiagnosticDescriptor HandlerBatch = new(
        id: "FW24307",
        title: "A handler's batch is one that Lambda takes",
        messageFormat: "{0}: {1} over 10 needs a batching window, and a FIFO queue takes no such batch. Lower it to 10 or less, or set MaxBatchingWindowSeconds on a standard topic.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24307.md");

    public static readonly DiagnosticDescriptor HandlerWindow = new(
        id: "FW24308",
        title: "A FIFO queue has no batching window",
        messageFormat: "{0}: {1} has no effect, as a FIFO queue takes no batching window. Remove it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24308.md");

    public static readonly DiagnosticDescriptor HandlerClash = new(
        id: "FW24309",
        title: "Handlers of one app have names of their own",
        messageFormat: "{0}: another handler of the app is named {1}, too. Rename one of them.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24309.md");

    public static readonly DiagnosticDescriptor HandlerVisibility = new(
        id: "FW24310",
        title: "A queue hides messages as long as its function may run",
        messageFormat: "{0}: {1} is below the functions' timeout of {2} seconds, which Lambda refuses. Use {3} or more, or leave it out to derive it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24310.md");

    public static readonly DiagnosticDescriptor HandlerShortVisibility = new(
        id: "FW24311",
        title: "A queue hides messages six times as long as its function may run",
        messageFormat: "{0}: {1} is below 6 times the functions' timeout of {2} seconds and the window. Use {3} or more, or leave it out to derive it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24311.md");

    public static readonly DiagnosticDescriptor OnChangeIdle = new(
        id: "FW24312",
        title: "[OnChange] has an effect",
        messageFormat: "{0}: [OnChange] has no effect, as it {1}. Remove it, or {2}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24312.md");

    public static readonly DiagnosticDescriptor StrayHandlerSetting = new(
        id: "FW24313",
        title: "A handler's settings stand on a handler",
        messageFormat: "{0} has [{1}] but is no handler, so nothing reads it. Put it on the class that derives from a generated handler base; it is not inherited.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24313.md");

    public static readonly DiagnosticDescriptor HandlerTime = new(
        id: "FW24330",
        title: "A batch is handled within the functions' timeout",
        messageFormat: "{0}: a batch of {2} messages takes {4} seconds at {3} seconds a message, and the functions' timeout is {5} seconds. What is not done by then comes back, and each time counts as a receive. {6}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24330.md");

    public static readonly DiagnosticDescriptor OpaqueTables = new(
        id: "FW24331",
        title: "The tables that a handler uses can be seen",
        messageFormat: "{0} is given {1}, from which any table may come unseen: its function may not touch one that is not stated. State each with [UsesTable(typeof(…))].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24331.md");

    public static readonly DiagnosticDescriptor UsesTableEntity = new(
        id: "FW24332",
        title: "[UsesTable] names an entity",
        messageFormat: "{0}: [UsesTable] names {1}, which is no entity and so has no table. Name a class with [DynamoTable].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24332.md");
}
