using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Diagnostics;

/// <summary>The diagnostics about entities and keys.</summary>
internal static class EntityDescriptors
{
    public const string Category = "Fw24.Entities";

    public static readonly DiagnosticDescriptor TableName = new(
        id: "FW24001",
        title: "A table name is valid in DynamoDB",
        messageFormat: "{0}: '{1}' is not a valid table name. Use 3 to 255 letters, digits, '_', '-' or '.'.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24001.md");

    public static readonly DiagnosticDescriptor EmptyName = new(
        id: "FW24002",
        title: "The names of an entity and its discriminator are not empty",
        messageFormat: "{0} has an empty EntityName or Discriminator. Set a name, or remove the setting.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24002.md");

    public static readonly DiagnosticDescriptor EntityDeclaration = new(
        id: "FW24003",
        title: "An entity is a class that other code can name and instantiate",
        messageFormat: "{0} is {1}. Make it a class or record that is neither abstract, static, generic, private nor file-local.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24003.md");

    public static readonly DiagnosticDescriptor OnePartitionKey = new(
        id: "FW24004",
        title: "An entity has exactly one partition key",
        messageFormat: "{0}: an entity must have exactly one [PartitionKey]. Mark one property, and only one.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24004.md");

    public static readonly DiagnosticDescriptor OneOfEach = new(
        id: "FW24005",
        title: "A role belongs to one property",
        messageFormat: "{0} is a second [{1}]. Keep the attribute on one property only.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24005.md");

    public static readonly DiagnosticDescriptor KeyType = new(
        id: "FW24006",
        title: "A key is a non-null string, number or binary",
        messageFormat: "{0}: a key of type {1} cannot be stored. Use a non-nullable string, number, enum, date, Guid or byte[].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24006.md");

    public static readonly DiagnosticDescriptor PropertyType = new(
        id: "FW24007",
        title: "A stored property has a type that an item can hold",
        messageFormat: "{0}: an item cannot hold {1}. Store {2}, or exclude the property with [DynamoIgnore].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24007.md");

    public static readonly DiagnosticDescriptor PropertySetter = new(
        id: "FW24008",
        title: "A stored property can be set",
        messageFormat: "{0} is stored, but cannot be set when the item is read. Add a setter or 'init', a constructor parameter with its name, or [DynamoIgnore].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24008.md");

    public static readonly DiagnosticDescriptor PropertyAccess = new(
        id: "FW24009",
        title: "An annotated property is accessible",
        messageFormat: "{0} has an attribute that stores it, but generated code cannot access it. Make it internal or public.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24009.md");

    public static readonly DiagnosticDescriptor RequiredStored = new(
        id: "FW24010",
        title: "A required member is stored",
        messageFormat: "{0} is required but not stored because {1}, so no instance could be created from an item. Store it, or remove 'required'.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24010.md");

    public static readonly DiagnosticDescriptor Constructor = new(
        id: "FW24011",
        title: "A stored type has a constructor whose parameters are properties",
        messageFormat: "{0}: {1} has no accessible constructor whose parameters are all stored properties. Add a parameterless constructor, or name its parameters after properties.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24011.md");

    public static readonly DiagnosticDescriptor AttributeName = new(
        id: "FW24012",
        title: "An attribute name is valid in DynamoDB",
        messageFormat: "{0}: '{1}' is not a valid attribute name. Use 1 to 65,535 bytes of UTF-8, or at most 255 for a key.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24012.md");

    public static readonly DiagnosticDescriptor AttributeClash = new(
        id: "FW24013",
        title: "Each property is stored in its own attribute",
        messageFormat: "{0}: the attribute '{1}' is already in use. Rename one of them with [DynamoAttribute].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24013.md");

    public static readonly DiagnosticDescriptor TimeToLiveType = new(
        id: "FW24014",
        title: "A time to live is a time or an integer",
        messageFormat: "{0}: a time to live cannot be {1}. Use DateTimeOffset, DateTime or an integer number of seconds since 1970.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24014.md");

    public static readonly DiagnosticDescriptor VersionType = new(
        id: "FW24015",
        title: "A version is an int or a long",
        messageFormat: "{0}: a version cannot be {1}. Use a non-nullable int or long.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24015.md");

    public static readonly DiagnosticDescriptor NameTaken = new(
        id: "FW24016",
        title: "The names of generated types are not taken",
        messageFormat: "{0}: the generated type {1} would conflict with a type or namespace of that name. Rename one of them.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24016.md");

    public static readonly DiagnosticDescriptor TableValue = new(
        id: "FW24017",
        title: "A table setting is a defined value of its enum",
        messageFormat: "{0}: {1} is not a defined value of its enum. Use one of its names.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24017.md");

    public static readonly DiagnosticDescriptor IndexName = new(
        id: "FW24018",
        title: "An index name is valid in DynamoDB",
        messageFormat: "{0}: '{1}' is not a valid index name. Use 3 to 255 letters, digits, '_', '-' or '.'.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24018.md");

    public static readonly DiagnosticDescriptor IndexKey = new(
        id: "FW24019",
        title: "An index's keys are stored properties",
        messageFormat: "{0}: the index {1} {3}. Use stored properties of this class, with nameof.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24019.md");

    public static readonly DiagnosticDescriptor IndexClash = new(
        id: "FW24020",
        title: "The indexes of a table have different names",
        messageFormat: "{0}: another index is also named {1}. Rename one of them.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24020.md");

    public static readonly DiagnosticDescriptor IndexKeyType = new(
        id: "FW24021",
        title: "An index's keys are strings, numbers or binary",
        messageFormat: "{0}: a key of the index {1} is not a string, number or binary. Choose a property that is stored as one.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24021.md");

    public static readonly DiagnosticDescriptor IndexProjectionValue = new(
        id: "FW24022",
        title: "An index projection is a defined value of its enum",
        messageFormat: "{0}: the Projection of the index {1} is not a defined value of its enum. Use IndexProjection.All or KeysOnly.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24022.md");

    public static readonly DiagnosticDescriptor WithoutTable = new(
        id: "FW24023",
        title: "A class with table settings is an entity",
        messageFormat: "{0} has [{1}] but is not an entity, so nothing reads it. Add [DynamoTable], or remove the attribute.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24023.md");

    public static readonly DiagnosticDescriptor RoleWithoutTable = new(
        id: "FW24024",
        title: "A key in a sealed class belongs to an entity",
        messageFormat: "{0} has [{1}], but its class is sealed and not an entity, so nothing reads it. Add [DynamoTable] to the class, or remove the attribute.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24024.md");

    public static readonly DiagnosticDescriptor NotStored = new(
        id: "FW24025",
        title: "An annotated property is stored",
        messageFormat: "{0} has an attribute of Fw24, but is static, an indexer, without a getter or marked [DynamoIgnore], so no item holds it. Remove one or the other.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24025.md");

    public static readonly DiagnosticDescriptor SameKey = new(
        id: "FW24026",
        title: "The partition key and the sort key are different attributes",
        messageFormat: "{0}: '{1}' uses one attribute as both partition key and sort key. Use two, or remove the sort key.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24026.md");

    public static readonly DiagnosticDescriptor IndexKeyNull = new(
        id: "FW24027",
        title: "A nullable index key has no default value of its own",
        messageFormat: "{0} is nullable and has a default value of its own, but is a key of an index: an item without '{1}' is not in the index, and is read as null. Remove the value, or make the property non-nullable.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24027.md");

    public static readonly DiagnosticDescriptor IndexCount = new(
        id: "FW24028",
        title: "A table has at most 20 indexes",
        messageFormat: "{0}: the table {1} has {2} indexes. AWS allows 20 unless you request more.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24028.md");

    public static readonly DiagnosticDescriptor ItemSize = new(
        id: "FW24029",
        title: "The largest item is within DynamoDB's size limit",
        messageFormat: "{0}: an item may have {1} bytes by the lengths that its properties declare, but DynamoDB accepts {2}. Declare shorter lengths, or keep long values in S3.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24029.md");

    public static readonly DiagnosticDescriptor MemberStored = new(
        id: "FW24030",
        title: "A public member that can be set is stored",
        messageFormat: "{0} is not stored because {1}. {2}, or exclude it with [DynamoIgnore].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24030.md");

    public static readonly DiagnosticDescriptor SortKeyOrder = new(
        id: "FW24031",
        title: "A sort key sorts in the order of its type",
        messageFormat: "{0} is a sort key, but as text {1} does not sort as in C#, which changes ranges and the order of queries. Use {2}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24031.md");

    public static readonly DiagnosticDescriptor ForeignAttribute = new(
        id: "FW24032",
        title: "An attribute of another library has no effect",
        messageFormat: "{0}: [{1}] belongs to another library and has no effect here. Use {2}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24032.md");

    public static readonly DiagnosticDescriptor VersionStart = new(
        id: "FW24050",
        title: "A version starts at 0",
        messageFormat: "{0} has an initial value, but version 0 marks an item that was never stored: a put of a new instance would look for a stored item with another version. Remove the value.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24050.md");

    public static readonly DiagnosticDescriptor VersionKey = new(
        id: "FW24051",
        title: "A version is not a key",
        messageFormat: "{0} is a key of its table and cannot be a version: each write increments it, and would store another item. Use a separate property for the version.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24051.md");

    public static readonly DiagnosticDescriptor EmptyIndexKey = new(
        id: "FW24222",
        title: "An index's key is not empty by default",
        messageFormat: "{0} is empty by default, and DynamoDB refuses an item whose index key '{1}' is empty. Make it nullable, so that it can be absent, or required.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24222.md");

    public static readonly DiagnosticDescriptor DerivedType = new(
        id: "FW24040",
        title: "A stored class has no derived classes",
        messageFormat: "{0} is stored as declared, but {1} derives from it: writing such an object throws an ArgumentException because its additional members would be lost. Seal {0}, or store each class in a separate property or entity.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24040.md");

    public static readonly DiagnosticDescriptor ObsoleteError = new(
        id: "FW24041",
        title: "Stored types and members are not obsolete as an error",
        messageFormat: "{0} is [Obsolete] as an error, so no code may use it, including generated code. Make that a warning, add [DynamoIgnore], or store another type.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24041.md");
}
