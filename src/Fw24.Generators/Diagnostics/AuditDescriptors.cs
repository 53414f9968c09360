using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Diagnostics;

/// <summary>The diagnostics about audits.</summary>
internal static class AuditDescriptors
{
    public const string Category = "Fw24.Audit";

    public static readonly DiagnosticDescriptor AuditRange = new(
        id: "FW24201",
        title: "Audit settings are within AWS's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24201.md");

    public static readonly DiagnosticDescriptor AuditValue = new(
        id: "FW24202",
        title: "An audit setting is a defined value of its enum",
        messageFormat: "{0}: {1} is not a defined value of its enum. Use one of its names.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24202.md");

    public static readonly DiagnosticDescriptor LogGroupName = new(
        id: "FW24203",
        title: "A log group name is valid in CloudWatch Logs",
        messageFormat: "{0}: '{2}' is not a valid log group name. Set {1} to 1 to 512 letters, digits, '_', '-', '/', '.' or '#', not beginning with 'aws/'.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24203.md");

    public static readonly DiagnosticDescriptor AuditTableName = new(
        id: "FW24204",
        title: "An audit table name is valid in DynamoDB",
        messageFormat: "{0}: '{2}' is not a valid table name. Set {1} to 3 to 255 letters, digits, '_', '-' or '.'.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24204.md");

    public static readonly DiagnosticDescriptor AuditRegion = new(
        id: "FW24205",
        title: "A region has the form of an AWS region",
        messageFormat: "{0}: '{2}' is not a region. Write {1} like eu-central-1.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24205.md");

    public static readonly DiagnosticDescriptor AuditOption = new(
        id: "FW24206",
        title: "An audit option applies to its logger type",
        messageFormat: "{0}: {1} has no effect because it applies to {2} only. Remove it, or change the logger type.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24206.md");

    public static readonly DiagnosticDescriptor AuditView = new(
        id: "FW24207",
        title: "An audited stream carries both images",
        messageFormat: "{0}: the audit of {1} needs both images to compare them. Set ViewType to {2}, or remove it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24207.md");

    public static readonly DiagnosticDescriptor AuditBatch = new(
        id: "FW24208",
        title: "An audit queue's batch size is valid in Lambda",
        messageFormat: "{0}: {1} over 10 needs a batching window, and a FIFO queue does not support such a batch. Lower it to 10 or less, or set MaxBatchingWindowSeconds on a standard topic.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24208.md");

    public static readonly DiagnosticDescriptor AuditWindow = new(
        id: "FW24209",
        title: "A FIFO audit queue has no batching window",
        messageFormat: "{0}: {1} has no effect because a FIFO queue does not support a batching window. Remove it.",
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
        messageFormat: "{0} is a key of the table, and keys cannot be redacted because they identify items. Make another property the key, with a value that has no meaning, and add an index on this one.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24211.md");

    public static readonly DiagnosticDescriptor SensitiveShape = new(
        id: "FW24212",
        title: "A redacted property still has a valid value",
        messageFormat: "{0}: redaction leaves {2} in messages, which handlers cannot read as {1}. {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24212.md");

    public static readonly DiagnosticDescriptor NestedSensitive = new(
        id: "FW24213",
        title: "Whole attributes are sensitive, not parts of them",
        messageFormat: "{0} is a property of a nested type, where [{1}] has no effect. Put it on each of the entity's properties that hold the type.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24213.md");

    public static readonly DiagnosticDescriptor AuditKeys = new(
        id: "FW24214",
        title: "A table that holds its own audit records has string keys",
        messageFormat: "{0}: {1} cannot hold its own audit records, which need string keys and the attribute 'audit'. Set AuditTableName.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24214.md");

    public static readonly DiagnosticDescriptor AuditTableKeys = new(
        id: "FW24215",
        title: "An audit table is not another entity's table",
        messageFormat: "{0}: {1} = '{2}' is a table of entities without the keys pk and sk (strings) that audit records need. Name a separate table.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24215.md");

    public static readonly DiagnosticDescriptor AuditVisibility = new(
        id: "FW24216",
        title: "An audit queue's visibility timeout is at least its function's timeout",
        messageFormat: "{0}: {1} is below the function timeout of {2} seconds, which Lambda refuses. Use {3} or more, or remove the setting, which is then derived.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24216.md");

    public static readonly DiagnosticDescriptor AuditShortVisibility = new(
        id: "FW24217",
        title: "An audit queue's visibility timeout is at least six times its function's timeout",
        messageFormat: "{0}: {1} is below 6 times the function timeout of {2} seconds plus the window. Use {3} or more, or remove the setting, which is then derived.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24217.md");

    public static readonly DiagnosticDescriptor ReservedKey = new(
        id: "FW24218",
        title: "A key does not begin with AUDIT# in a table that holds its own audit records",
        messageFormat: "{0} begins with 'AUDIT#', which {1} reserves for its audit records. Choose another prefix, or set AuditTableName.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24218.md");

    public static readonly DiagnosticDescriptor SensitiveActor = new(
        id: "FW24220",
        title: "An actor is not hidden from the audit",
        messageFormat: "{0} is the actor and is redacted, so every audit record has {1} as the writer. Remove [Sensitive], or use Redaction.Hmac, which distinguishes actors without naming them.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24220.md");

    public static readonly DiagnosticDescriptor UnknownRegion = new(
        id: "FW24221",
        title: "A region exists in AWS",
        messageFormat: "{0}: '{2}' is not a region that this version of Fw24 knows. Correct {1}, or suppress this warning if the region is new.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24221.md");

    public static readonly DiagnosticDescriptor RedactionConflict = new(
        id: "FW24223",
        title: "The declarations of a secret agree",
        messageFormat: "{0} is sensitive through members that it implements, overrides or hides, and they differ: {1}. Put [Sensitive] with the intended redaction on the property itself.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24223.md");

    public static readonly DiagnosticDescriptor ScatteredSecret = new(
        id: "FW24224",
        title: "A secret's value is in a sensitive stored property",
        messageFormat: "{0}: {1} is [Sensitive], but {2}. {3}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24224.md");

    public static readonly DiagnosticDescriptor UnreachedSecret = new(
        id: "FW24225",
        title: "A sensitive property belongs to an entity",
        messageFormat: "{0} is [Sensitive], but {1}, so nothing is redacted. Put the attribute on the property that an entity stores, or remove it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24225.md");

    public static readonly DiagnosticDescriptor InterfaceAttribute = new(
        id: "FW24226",
        title: "An attribute on an interface's property is one that is inherited",
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
        messageFormat: "{0} has [SensitiveAttributes] but is not an entity, and no entity of the project derives from it, so nothing is redacted. Put it on the entity whose items have the attributes.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24228.md");

    public static readonly DiagnosticDescriptor HashScope = new(
        id: "FW24230",
        title: "A scope has a name and applies to keyed hashes",
        messageFormat: "{0}: Scope = '{1}' {2}. Correct it, or remove it: without a scope, a hash equals no other property's.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24230.md");

    public static readonly DiagnosticDescriptor FewHashes = new(
        id: "FW24231",
        title: "A property with a keyed hash has many possible values",
        messageFormat: "{0} has few possible values ({1}), and a keyed hash shows which items have the same one: anyone who knows the value of one item knows that of all items with its hash, and the frequency of each hash reveals more. Use [Sensitive] alone, which removes the value, or Redaction.Mask.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24231.md");
}
