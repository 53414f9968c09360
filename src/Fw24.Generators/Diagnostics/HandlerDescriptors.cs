using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Diagnostics;

/// <summary>The diagnostics about handlers.</summary>
internal static class HandlerDescriptors
{
    public const string Category = "Fw24.Handlers";

    public static readonly DiagnosticDescriptor QueueRange = new(
        id: "FW24301",
        title: "Queue settings are within AWS's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24301.md");

    public static readonly DiagnosticDescriptor HandlerDeclaration = new(
        id: "FW24302",
        title: "A handler is a class that dependency injection can create",
        messageFormat: "{0} is {1}. Make it a class that is neither generic, private nor file-local, with a public constructor.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24302.md");

    public static readonly DiagnosticDescriptor HandlesNothing = new(
        id: "FW24303",
        title: "A handler overrides a method",
        messageFormat: "{0} overrides none of OnInsertedAsync, OnModifiedAsync and OnRemovedAsync, so nothing would invoke it. Override one of them.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24303.md");

    public static readonly DiagnosticDescriptor OnChangeName = new(
        id: "FW24304",
        title: "[OnChange] names stored properties",
        messageFormat: "{0}: [OnChange] names '{1}', which is not a stored property of the entity. Use nameof with a stored property.",
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
        messageFormat: "{0} needs images that the stream of {1} does not carry. Set ViewType to {2}, or remove it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24306.md");

    public static readonly DiagnosticDescriptor HandlerBatch = new(
        id: "FW24307",
        title: "A handler's batch size is valid in Lambda",
        messageFormat: "{0}: {1} over 10 needs a batching window, and a FIFO queue does not support such a batch. Lower it to 10 or less, or set MaxBatchingWindowSeconds on a standard topic.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24307.md");

    public static readonly DiagnosticDescriptor HandlerWindow = new(
        id: "FW24308",
        title: "A FIFO queue has no batching window",
        messageFormat: "{0}: {1} has no effect because a FIFO queue does not support a batching window. Remove it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24308.md");

    public static readonly DiagnosticDescriptor HandlerClash = new(
        id: "FW24309",
        title: "The handlers of an app have different names",
        messageFormat: "{0}: another handler of the app is also named {1}. Rename one of them.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24309.md");

    public static readonly DiagnosticDescriptor HandlerVisibility = new(
        id: "FW24310",
        title: "A queue's visibility timeout is at least its function's timeout",
        messageFormat: "{0}: {1} is below the function timeout of {2} seconds, which Lambda refuses. Use {3} or more, or remove the setting, which is then derived.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24310.md");

    public static readonly DiagnosticDescriptor HandlerShortVisibility = new(
        id: "FW24311",
        title: "A queue's visibility timeout is at least six times its function's timeout",
        messageFormat: "{0}: {1} is below 6 times the function timeout of {2} seconds plus the window. Use {3} or more, or remove the setting, which is then derived.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24311.md");

    public static readonly DiagnosticDescriptor OnChangeIdle = new(
        id: "FW24312",
        title: "[OnChange] has an effect",
        messageFormat: "{0}: [OnChange] has no effect because it {1}. Remove it, or {2}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24312.md");

    public static readonly DiagnosticDescriptor StrayHandlerSetting = new(
        id: "FW24313",
        title: "Handler settings are on a handler",
        messageFormat: "{0} has [{1}] but is not a handler, so nothing reads it. Put it on the class that derives from a generated handler base; it is not inherited.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24313.md");

    public static readonly DiagnosticDescriptor HandlerTime = new(
        id: "FW24330",
        title: "A batch finishes within the function timeout",
        messageFormat: "{0}: a batch of {2} messages takes {4} seconds at {3} seconds a message, but the function timeout is {5} seconds. Unfinished messages are redelivered, and each time counts as a receive. {6}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24330.md");

    public static readonly DiagnosticDescriptor OpaqueTables = new(
        id: "FW24331",
        title: "The compiler can see the tables that a handler uses",
        messageFormat: "{0} receives {1}, which can provide any table unseen, but its function may access only declared tables. Declare each with [UsesTable(typeof(…))].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24331.md");

    public static readonly DiagnosticDescriptor UsesTableEntity = new(
        id: "FW24332",
        title: "[UsesTable] names an entity",
        messageFormat: "{0}: [UsesTable] names {1}, which is not an entity and has no table. Name a class with [DynamoTable].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24332.md");

    public static readonly DiagnosticDescriptor HandlerOfStranger = new(
        id: "FW24314",
        title: "Code is generated for the entity of a handler",
        messageFormat: "{0}: its base class would be generated from an entity, but {1}. Add [DynamoTable] to the class, in a project that references Fw24 and builds without its errors.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24314.md");
}
