using System.Text;
using Fw24.Model;

namespace Fw24.Local.Items;

/// <summary>An attribute of the key of a table or an index.</summary>
/// <param name="Key">The attribute.</param>
/// <param name="Index">The index; <see langword="null"/> for the table's own key.</param>
internal sealed record KeyPart(KeyAttribute Key, string? Index = null)
{
    /// <summary>The attribute's name in UTF-8.</summary>
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Key.Name);

    /// <summary>DynamoDB's name for the type.</summary>
    public string TypeName => Key.Type switch { KeyType.String => "S", KeyType.Number => "N", _ => "B" };

    /// <summary>The error for a value of another type.</summary>
    public Amazon.DynamoDBv2.AmazonDynamoDBException Mismatch(string? found) => AwsErrors.Validation(Index is null
        ? $"One or more parameter values were invalid: Type mismatch for key {Key.Name} expected: {TypeName} actual: {found}"
        : $"One or more parameter values were invalid: Type mismatch for Index Key {Key.Name} Expected: {TypeName} Actual: {found} IndexName: {Index}");

    /// <summary>The error for an empty value.</summary>
    public Amazon.DynamoDBv2.AmazonDynamoDBException Empty()
    {
        var value = $"The AttributeValue for a key attribute cannot contain an empty {(Key.Type is KeyType.String ? "string" : "binary")} value.";
        return AwsErrors.Validation(Index is null
            ? $"One or more parameter values are not valid. {value} Key: {Key.Name}"
            : $"One or more parameter values are not valid. A value specified for a secondary index key is not supported. {value} IndexName: {Index}, IndexKey: {Key.Name}");
    }
}
