using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Diagnostics;

/// <summary>What is reported of entities and keys.</summary>
internal static class EntityDescriptors
{
    public const string Category = "Fw24.Entities";

    public static readonly DiagnosticDescriptor TableName = new(
        id: "FW24001",
        title: "A table has a name that DynamoDB takes",
        messageFormat: "{0}: '{1}' is no name of a table. Name it with 3 to 255 letters, digits, '_', '-' or '.'.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24001.md");

    public static readonly DiagnosticDescriptor EmptyName = new(
        id: "FW24002",
        title: "An entity and its discriminator have names",
        messageFormat: "{0} has an empty EntityName or Discriminator. Name it, or leave the setting out.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24002.md");

    public static readonly DiagnosticDescriptor EntityDeclaration = new(
        id: "FW24003",
        title: "An entity is a class that other code can name and make",
        messageFormat: "{0} is {1}. Make it a class or record that is neither abstract, static, generic, private nor file-local.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24003.md");

    public static readonly DiagnosticDescriptor OnePartitionKey = new(
        id: "FW24004",
        title: "An entity has one partition key",
        messageFormat: "{0}: an entity has exactly one [PartitionKey]. Mark the property that tells items apart, and only that one.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24004.md");

    public static readonly DiagnosticDescriptor OneOfEach = new(
        id: "FW24005",
        title: "A role is taken by one property",
        messageFormat: "{0} is a second [{1}]. Keep the attribute on one property.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24005.md");

    public static readonly DiagnosticDescriptor KeyType = new(
        id: "FW24006",
        title: "A key is a string, number or binary, and never null",
        messageFormat: "{0}: a key of type {1} cannot be stored. Use a non-nullable string, number, enum, date, Guid or byte[].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24006.md");

    public static readonly DiagnosticDescriptor PropertyType = new(
        id: "FW24007",
        title: "A stored property has a type that an item can hold",
        messageFormat: "{0}: no item can hold {1}. Store {2}, or leave the property out with [DynamoIgnore].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24007.md");

    public static readonly DiagnosticDescriptor PropertySetter = new(
        id: "FW24008",
        title: "A stored property can be set",
        messageFormat: "{0} is stored, but nothing sets it when the item is read. Give it a setter or 'init', a constructor parameter of its name, or [DynamoIgnore].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24008.md");

    public static readonly DiagnosticDescriptor PropertyAccess = new(
        id: "FW24009",
        title: "An annotated property can be reached",
        messageFormat: "{0} has an attribute that stores it, but generated code cannot reach it. Make it internal or public.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24009.md");

    public static readonly DiagnosticDescriptor RequiredStored = new(
        id: "FW24010",
        title: "A required member is stored",
        messageFormat: "{0} is required but not stored, as {1}, so no instance could be made of an item. Store it, or do not require it.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24010.md");

    public static readonly DiagnosticDescriptor Constructor = new(
        id: "FW24011",
        title: "A stored type has a constructor whose parameters are properties",
        messageFormat: "{0}: no accessible constructor of {1} takes stored properties only. Add one without parameters, or name its parameters after properties.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24011.md");

    public static readonly DiagnosticDescriptor AttributeName = new(
        id: "FW24012",
        title: "An item attribute has a name that DynamoDB takes",
        messageFormat: "{0}: '{1}' is no name of an attribute. Use 1 to 65,535 bytes of UTF-8, for a key at most 255.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24012.md");

    public static readonly DiagnosticDescriptor AttributeClash = new(
        id: "FW24013",
        title: "No two properties are stored in one attribute",
        messageFormat: "{0}: the attribute '{1}' already holds something else. Give one of them another name with [DynamoAttribute].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24013.md");

    public static readonly DiagnosticDescriptor TimeToLiveType = new(
        id: "FW24014",
        title: "A time to live is a time or an integer",
        messageFormat: "{0}: a time to live cannot be {1}. Use DateTimeOffset, DateTime or an integer of seconds since 1970.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24014.md");

    public static readonly DiagnosticDescriptor VersionType = new(
        id: "FW24015",
        title: "A version is an int or a long",
        messageFormat: "{0}: a version cannot be {1}. Use int or long, not nullable.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24015.md");

    public static readonly DiagnosticDescriptor NameTaken = new(
        id: "FW24016",
        title: "The names of generated types are free",
        messageFormat: "{0}: the generated type {1} would meet a type or namespace of that name. Rename one of them.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24016.md");

    public static readonly DiagnosticDescriptor TableValue = new(
        id: "FW24017",
        title: "A table's setting is one of its enum's values",
        messageFormat: "{0}: {1} is none of its enum's values. Use one of its names.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24017.md");

    public static readonly DiagnosticDescriptor IndexName = new(
        id: "FW24018",
        title: "An index has a name that DynamoDB takes",
        messageFormat: "{0}: '{1}' is no name of an index. Name it with 3 to 255 letters, digits, '_', '-' or '.'.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24018.md");

    public static readonly DiagnosticDescriptor IndexKey = new(
        id: "FW24019",
        title: "An index's keys are stored properties",
        messageFormat: "{0}: the index {1} {3}. Name stored properties of this class, with nameof.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24019.md");

    public static readonly DiagnosticDescriptor IndexClash = new(
        id: "FW24020",
        title: "No two indexes of a table have one name",
        messageFormat: "{0}: another index is named {1}. Rename one of them.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24020.md");

    public static readonly DiagnosticDescriptor IndexKeyType = new(
        id: "FW24021",
        title: "An index's keys are strings, numbers or binary",
        messageFormat: "{0}: a key of the index {1} is neither a string, a number nor binary. Choose a property that is stored as one.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24021.md");

    public static readonly DiagnosticDescriptor IndexProjectionValue = new(
        id: "FW24022",
        title: "An index's projection is one of its enum's values",
        messageFormat: "{0}: the Projection of the index {1} is none of its enum's values. Use IndexProjection.All or KeysOnly.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24022.md");

    public static readonly DiagnosticDescriptor WithoutTable = new(
        id: "FW24023",
        title: "A class with table settings is an entity",
        messageFormat: "{0} has [{1}] but is no entity, so nothing reads it. Add [DynamoTable], or remove the attribute.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24023.md");

    public static readonly DiagnosticDescriptor RoleWithoutTable = new(
        id: "FW24024",
        title: "A key of a class that nothing derives from is an entity's",
        messageFormat: "{0} has [{1}], but its class is sealed and no entity, so nothing reads it. Add [DynamoTable] to the class, or remove the attribute.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24024.md");

    public static readonly DiagnosticDescriptor NotStored = new(
        id: "FW24025",
        title: "An annotated property is stored",
        messageFormat: "{0} has an attribute of Fw24, but is static, an indexer, without a getter or [DynamoIgnore]d, so no item holds it. Remove one or the other.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24025.md");

    public static readonly DiagnosticDescriptor SameKey = new(
        id: "FW24026",
        title: "Partition key and sort key are two attributes",
        messageFormat: "{0}: '{1}' has one attribute as partition key and as sort key. Use two, or leave the sort key out.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24026.md");

    public static readonly DiagnosticDescriptor IndexKeyNull = new(
        id: "FW24027",
        title: "An index's key that may be null has no value of its own",
        messageFormat: "{0} may be null and states a value of its own, but is a key of an index: an item without '{1}' is not in the index, and is read as null. Leave the value out, or make the property non-nullable.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24027.md");

    public static readonly DiagnosticDescriptor IndexCount = new(
        id: "FW24028",
        title: "A table has up to 20 indexes",
        messageFormat: "{0}: the table {1} has {2} indexes. AWS gives a table 20 unless you ask for more.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24028.md");

    public static readonly DiagnosticDescriptor ItemSize = new(
        id: "FW24029",
        title: "An item is no larger than DynamoDB takes",
        messageFormat: "{0}: an item may have {1} bytes by the lengths that its properties state. DynamoDB takes {2}: state shorter ones, or keep long values in S3.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24029.md");

    public static readonly DiagnosticDescriptor MemberStored = new(
        id: "FW24030",
        title: "A public member that can be set is stored",
        messageFormat: "{0} is not stored, as {1}. {2}, or leave it out with [DynamoIgnore].",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24030.md");

    public static readonly DiagnosticDescriptor SortKeyOrder = new(
        id: "FW24031",
        title: "A sort key sorts as its type does",
        messageFormat: "{0} is a sort key, but as text {1} does not sort as it does in C#: ranges and the order of queries are others. Use {2}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24031.md");

    public static readonly DiagnosticDescriptor ForeignAttribute = new(
        id: "FW24032",
        title: "An attribute of another library says nothing here",
        messageFormat: "{0}: [{1}] is another library's, and says nothing here. Use {2}.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24032.md");

    public static readonly DiagnosticDescriptor VersionStart = new(
        id: "FW24050",
        title: "A version begins at 0",
        messageFormat: "{0} states a value of its own, but version 0 is that of an item never stored: a put of a new instance would look for a stored item with another version. Leave the value out.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24050.md");

    public static readonly DiagnosticDescriptor VersionKey = new(
        id: "FW24051",
        title: "A version is not a key",
        messageFormat: "{0} is a key of its table and cannot be a version: each write counts it up, and would store another item. Use a property of its own for the version.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24051.md");

    public static readonly DiagnosticDescriptor EmptyIndexKey = new(
        id: "FW24222",
        title: "An index's key is not empty by default",
        messageFormat: "{0} is empty by default, and DynamoDB refuses an item whose index key '{1}' is empty. Make it nullable, so that it may be left out, or required.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24222.md");

    public static readonly DiagnosticDescriptor DerivedType = new(
        id: "FW24040",
        title: "A stored class has no derived classes",
        messageFormat: "{0} is stored as it is declared, but {1} derives from it: a write of one throws an ArgumentException, as what it adds would be lost. Seal {0}, or store each class in a property or an entity of its own.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24040.md");

    public static readonly DiagnosticDescriptor ObsoleteError = new(
        id: "FW24041",
        title: "Nothing that is stored is obsolete as an error",
        messageFormat: "{0} is [Obsolete] as an error, so no code may name it, generated code included. Make that a warning, add [DynamoIgnore], or store another type.",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + "FW24041.md");
}
