using System.Globalization;

namespace Fw24;

/// <summary>Stores an enum as a number (N), as the AWS SDK's object mapper does. A number without a name is kept.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class EnumAsNumber<T> : IDynamoConverter<T, long>
    where T : struct, Enum
{
    private EnumAsNumber()
    {
    }

    static long IDynamoConverter<T, long>.ToStored(T value) => NumberOf(value);

    static T IDynamoConverter<T, long>.FromStored(long stored)
    {
        var value = (T)Enum.ToObject(typeof(T), stored);
        return NumberOf(value) == stored ? value : throw new FormatException($"{typeof(T).Name} does not hold such a number.");
    }

    private static long NumberOf(T value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
