using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Diagnostics;

/// <summary>What is reported of audits.</summary>
internal static class AuditDescriptors
{
    public const string Category = "Fw24.Audit";

    public static readonly DiagnosticDescriptor AuditRange = new(
        id: "FW24201",
        title: "An audit's settings are within AWS's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24201.md");

    public static readonly DiagnosticDescriptor AuditValue = new(
        id: "FW24202",
        title: "An audit's setting is one of its enum's values",
        messageFormat: "{0}: {1} is none of its enum's values. Use one of its names.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24202.md");

    public static readonly DiagnosticDescriptor LogGroupName = new(
        id: "FW24203",
        title: "A log group has a name that CloudWatch Logs takes",
        messageFormat: "{0}: '{2}' is no name of a log group. Set {1} to 1 to 512 letters, digits, '_', '-', '/', '.' or '#', not beginning with 'aws/'.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24203.md");

    public static readonly DiagnosticDescriptor AuditTableName = new(
        id: "FW24204",
        title: "An audit table has a name that DynamoDB takes",
        messageFormat: "{0}: '{2}' is no name of a table. Set {1} to 3 to 255 letters, digits, '_', '-' or '.'.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24204.md");

    public static readonly DiagnosticDescriptor AuditRegion = new(
        id: "FW24205",
        title: "A region is written as AWS writes it",
        messageFormat: "{0}: '{2}' is no region. Write {1} like eu-central-1.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24205.md");

    public static readonly DiagnosticDescriptor AuditOption = new(
        id: "FW24206",
        title: "An audit's option belongs to its kind",
        messageFormat: "{0}: {1} has no effect, as it is read with {2} only. Remove it, or change the logger type.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24206.md");

    public static readonly DiagnosticDescriptor AuditView = new(
        id: "FW24207",
        title: "An audited stream carries both images",
        messageFormat: "{0}: the audit of {1} compares both images. Set ViewType to {2}, or leave it out.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24207.md");

    public static readonly DiagnosticDescriptor AuditBatch = new(
        id: "FW24208",
        title: "An audit queue's batch is one that Lambda takes",
        messageFormat: "{0}: {1} over 10 needs a batching window, and a FIFO queue takes no such batch. Lower it to 10 or less, or set MaxBatchingWindowSeconds on a standard topic.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24208.md");

    public static readonly DiagnosticDescriptor AuditWindow = new(
        id: "FW24209",
        title: "A FIFO audit queue has no batching window",
        messageFormat: "{0}: {1} has no effect, as a FIFO queue takes no batching window. Remove it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24209.md");

    public static readonly DiagnosticDescriptor ActorType = new(
        id: "FW24210",
        title: "An actor is a string",
        messageFormat: "{0}: an actor cannot be {1}. Use string.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24210.md");

    public static readonly DiagnosticDescriptor SensitiveKey = new(
        id: "FW24211",
        title: "A table's key is not sensitive",
        messageFormat: "{0} is a key of the table, and what tells items apart cannot be redacted. Make another property the key: a value that means nothing, with an index by this one.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24211.md");

    public static readonly DiagnosticDescriptor SensitiveShape = new(
        id: "FW24212",
        title: "What redaction leaves is still a value of the property",
        messageFormat: "{0}: redaction leaves {2} in messages, which handlers cannot read as {1}. {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24212.md");

    public static readonly DiagnosticDescriptor NestedSensitive = new(
        id: "FW24213",
        title: "A whole attribute is sensitive, or nothing of it",
        messageFormat: "{0} is a property of a nested type, where [{1}] does not reach. Put it on each of the entity's properties that hold the type.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24213.md");

    public static readonly DiagnosticDescriptor AuditKeys = new(
        id: "FW24214",
        title: "A table that holds its own audit records has string keys",
        messageFormat: "{0}: {1} cannot hold its own audit records, whose keys are strings and which need the attribute 'audit'. Set AuditTableName.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24214.md");

    public static readonly DiagnosticDescriptor AuditTableKeys = new(
        id: "FW24215",
        title: "An audit table is not another entity's table",
        messageFormat: "{0}: {1} = '{2}' is a table of entities without the keys pk and sk (strings) of audit records. Name a table of their own.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24215.md");

    public static readonly DiagnosticDescriptor AuditVisibility = new(
        id: "FW24216",
        title: "An audit queue hides messages as long as its function may run",
        messageFormat: "{0}: {1} is below the functions' timeout of {2} seconds, which Lambda refuses. Use {3} or more, or leave it out to derive it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24216.md");

    public static readonly DiagnosticDescriptor AuditShortVisibility = new(
        id: "FW24217",
        title: "An audit queue hides messages six times as long as its function may run",
        messageFormat: "{0}: {1} is below 6 times the functions' timeout of {2} seconds and the window. Use {3} or more, or leave it out to derive it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24217.md");

    public static readonly DiagnosticDescriptor ReservedKey = new(
        id: "FW24218",
        title: "A key does not begin with AUDIT# beside audit records",
        messageFormat: "{0} begins with 'AUDIT#', which {1} keeps for its audit records. Choose another prefix, or set AuditTableName.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24218.md");

    public static readonly DiagnosticDescriptor SensitiveActor = new(
        id: "FW24220",
        title: "An actor is not hidden from the audit",
        messageFormat: "{0} is the actor and is redacted, so every audit record has {1} for the one who wrote. Remove [Sensitive], or use Redaction.Hmac, which tells actors apart without naming them.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24220.md");

    public static readonly DiagnosticDescriptor UnknownRegion = new(
        id: "FW24221",
        title: "A region is one that AWS has",
        messageFormat: "{0}: '{2}' is no region that this version of Fw24 knows. Correct {1}, or turn this advice off where the region is new.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24221.md");

    public static readonly DiagnosticDescriptor RedactionConflict = new(
        id: "FW24223",
        title: "What is said of a secret in several places agrees",
        messageFormat: "{0} is sensitive by members that it implements, overrides or hides, and they differ: {1}. Put [Sensitive] with the redaction that is meant on the property itself.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24223.md");

    public static readonly DiagnosticDescriptor ScatteredSecret = new(
        id: "FW24224",
        title: "A secret's value is in a stored property that is sensitive",
        messageFormat: "{0}: {1} is [Sensitive], but {2}. {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24224.md");

    public static readonly DiagnosticDescriptor UnreachedSecret = new(
        id: "FW24225",
        title: "A sensitive property is an entity's",
        messageFormat: "{0} is [Sensitive], but {1}, so nothing is redacted. Put the attribute on the property that an entity stores, or remove it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24225.md");

    public static readonly DiagnosticDescriptor InterfaceAttribute = new(
        id: "FW24226",
        title: "An attribute of an interface's property is one that is inherited",
        messageFormat: "{0}: [{1}] is not read from an interface; only [Sensitive] and [AuditIgnore] are. Put it on the properties that implement this one.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24226.md");

    public static readonly DiagnosticDescriptor SensitiveName = new(
        id: "FW24227",
        title: "[SensitiveAttributes] names attributes that no property holds",
        messageFormat: "{0}: '{1}' in [SensitiveAttributes] {2}. {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24227.md");

    public static readonly DiagnosticDescriptor StraySensitiveNames = new(
        id: "FW24228",
        title: "[SensitiveAttributes] is on an entity or a base class of one",
        messageFormat: "{0} has [SensitiveAttributes], but is no entity and no entity of the project derives from it, so nothing is redacted. Put it on the entity whose items have the attributes.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24228.md");

    public static readonly DiagnosticDescriptor HashScope = new(
        id: "FW24230",
        title: "A scope is of keyed hashes and has a name",
        messageFormat: "{0}: Scope = '{1}' {2}. Correct it, or remove it: then a hash equals no other property's.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24230.md");

    public static readonly DiagnosticDescriptor FewHashes = new(
        id: "FW24231",
        title: "What is hashed by a key has many values",
        messageFormat: "{0} has few values ({1}), and a keyed hash shows which items have the same one: whoever knows the value of one item knows that of all with its hash, and how often each hash occurs tells more. Use [Sensitive] alone, which removes the value, or Redaction.Mask.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24231.md");
}
