namespace Fw24.Generators.Model.Types;

/// <summary>The DynamoDB types of keys and set elements.</summary>
internal static class KeyTypes
{
    /// <summary>Gets the key type for such a value: <c>S</c>, <c>N</c> or <c>B</c>; empty if it cannot be a key.</summary>
    public static string Of(Shape shape) => shape switch
    {
        ConvertedShape converted => Of(converted.Stored),
        // The object mapper stores it as a map.
        EnumShape { IsMapped: true, IsNullable: true } => "",
        EnumShape => shape.IsMapped ? "N" : "S",
        ScalarShape { Kind: ScalarKind.Boolean, Format: ItemFormat.ObjectMapperV1 } => "N",
        ScalarShape { Kind: ScalarKind.Boolean } => "",
        ScalarShape { Kind: ScalarKind.Number or ScalarKind.UnixTime or ScalarKind.UnixDateTime } => "N",
        ScalarShape { Kind: ScalarKind.Bytes or ScalarKind.Memory } => "B",
        ScalarShape => "S",
        _ => "",
    };

    /// <summary>Indicates whether a value is an integer of up to 64 bits.</summary>
    public static bool IsInteger(Shape shape) => shape is ScalarShape
    {
        Kind: ScalarKind.Number,
        Type.FullName: "byte" or "sbyte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong",
    };
}
