using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>Reads attributes of other libraries, by their names alone, that say what attributes of this house say.</summary>
internal static class ForeignAttributes
{
    private const string Aws = "Amazon.DynamoDBv2.DataModel";
    private const string TextJson = "System.Text.Json.Serialization";
    private const string NewtonsoftJson = "Newtonsoft.Json";
    private const string Contracts = "System.Runtime.Serialization";
    private const string Schema = "System.ComponentModel.DataAnnotations.Schema";
    private const string Bson = "MongoDB.Bson.Serialization.Attributes";

    // By simple name first: most attributes are none of these.
    private static readonly Dictionary<string, (string Namespace, Func<AttributeData, string, IEnumerable<ForeignAttribute>> Read)[]> s_known = new(StringComparer.Ordinal)
    {
        ["JsonIgnoreAttribute"] = [(TextJson, Conditional), (NewtonsoftJson, LeftOut)],
        ["DynamoDBIgnoreAttribute"] = [(Aws, LeftOut)],
        ["IgnoreDataMemberAttribute"] = [(Contracts, LeftOut)],
        ["NotMappedAttribute"] = [(Schema, LeftOut)],
        ["XmlIgnoreAttribute"] = [("System.Xml.Serialization", LeftOut)],
        ["BsonIgnoreAttribute"] = [(Bson, LeftOut)],
        ["IgnoreMemberAttribute"] = [("MessagePack", LeftOut)],
        ["JsonPropertyNameAttribute"] = [(TextJson, Renamed)],
        ["JsonPropertyAttribute"] = [(NewtonsoftJson, Renamed)],
        ["DataMemberAttribute"] = [(Contracts, Renamed)],
        ["ColumnAttribute"] = [(Schema, Renamed)],
        ["BsonElementAttribute"] = [(Bson, Renamed)],
        ["DynamoDBPropertyAttribute"] = [(Aws, Converted)],
        ["DynamoDBHashKeyAttribute"] = [(Aws, static (data, name) => [new(name, ForeignMeaning.PartitionKey), .. Converted(data, name)])],
        ["DynamoDBRangeKeyAttribute"] = [(Aws, static (data, name) => [new(name, ForeignMeaning.SortKey), .. Converted(data, name)])],
        ["DynamoDBVersionAttribute"] = [(Aws, static (data, name) => [new(name, ForeignMeaning.Version), .. Converted(data, name)])],
        ["DynamoDBGlobalSecondaryIndexHashKeyAttribute"] = [(Aws, static (data, name) => [new(name, ForeignMeaning.IndexPartitionKey, First(data))])],
        ["DynamoDBGlobalSecondaryIndexRangeKeyAttribute"] = [(Aws, static (data, name) => [new(name, ForeignMeaning.IndexSortKey, First(data))])],
        ["DynamoDBLocalSecondaryIndexRangeKeyAttribute"] = [(Aws, static (data, name) => [new(name, ForeignMeaning.IndexSortKey, First(data))])],
        ["DynamoDBTableAttribute"] = [(Aws, Table)],
    };

    /// <summary>What an attribute says in another library; nothing for any other.</summary>
    public static IReadOnlyList<ForeignAttribute> Read(AttributeData data)
    {
        if (data.AttributeClass is not { } type || !s_known.TryGetValue(type.Name, out var candidates))
        {
            return [];
        }

        var @namespace = type.ContainingNamespace.ToDisplayString();
        foreach (var candidate in candidates)
        {
            if (candidate.Namespace == @namespace)
            {
                return [.. candidate.Read(data, type.Name.Substring(0, type.Name.Length - nameof(Attribute).Length))];
            }
        }

        return [];
    }

    private static IEnumerable<ForeignAttribute> LeftOut(AttributeData data, string name) => [new(name, ForeignMeaning.LeftOut)];

    // Always, or whenever it is written. What is left out for its value has one that Fw24 leaves out or keeps by itself.
    private static IEnumerable<ForeignAttribute> Conditional(AttributeData data, string name)
        => Named(data, "Condition") is null or 1 or 4 ? LeftOut(data, name) : [];

    private static IEnumerable<ForeignAttribute> Renamed(AttributeData data, string name)
        => First(data) is { Length: > 0 } stated ? [new(name, ForeignMeaning.Name, stated)] : [];

    private static IEnumerable<ForeignAttribute> Converted(AttributeData data, string name) =>
    [
        .. Renamed(data, name),
        .. Named(data, "StoreAsEpoch") is true || Named(data, "StoreAsEpochLong") is true || data.ConstructorArguments.Any(static argument => argument.Value is true)
            ? [new ForeignAttribute(name, ForeignMeaning.Seconds)]
            : Array.Empty<ForeignAttribute>(),
        .. Named(data, "Converter") is not null || data.ConstructorArguments.Any(static argument => argument is { Kind: TypedConstantKind.Type, IsNull: false })
            ? [new ForeignAttribute(name, ForeignMeaning.Converted)]
            : Array.Empty<ForeignAttribute>(),
    ];

    private static IEnumerable<ForeignAttribute> Table(AttributeData data, string name) =>
    [
        new(name, ForeignMeaning.Table, First(data)),
        .. Named(data, "LowerCamelCaseProperties") is true || data.ConstructorArguments.Any(static argument => argument.Value is true)
            ? [new ForeignAttribute(name, ForeignMeaning.CamelCase)]
            : Array.Empty<ForeignAttribute>(),
    ];

    // The name that an attribute states first: by its place, or as one of the settings that its kind has.
    private static string First(AttributeData data)
        => data.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false, Values: [{ Value: string first }, ..] }, ..] ? first
            : data.ConstructorArguments.Select(static argument => argument.Kind is TypedConstantKind.Array ? null : argument.Value as string).FirstOrDefault(static name => name is not null)
            ?? (Named(data, "AttributeName") ?? Named(data, "PropertyName") ?? Named(data, "Name")) as string
            ?? "";

    private static object? Named(AttributeData data, string setting)
        => data.NamedArguments.FirstOrDefault(argument => argument.Key == setting).Value is { Kind: not TypedConstantKind.Array } constant ? constant.Value : null;
}
