namespace Fw24;

/// <summary>
/// Stores a boolean as a number (N), 0 or 1, as the AWS SDK's object mapper does (<c>ConversionSchema.V1</c>), and as a key can be.
/// </summary>
public sealed class BooleanAsNumber : IDynamoConverter<bool, int>
{
    private BooleanAsNumber()
    {
    }

    /// <inheritdoc/>
    public static int ToStored(bool value) => value ? 1 : 0;

    /// <inheritdoc/>
    public static bool FromStored(int stored) => stored switch
    {
        0 => false,
        1 => true,
        _ => throw new FormatException("A boolean is 0 or 1."),
    };
}
