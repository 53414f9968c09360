using System.ComponentModel;

namespace Fw24;

/// <summary>Calls converters for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DynamoConverter
{
    /// <summary>Converts a value to what is stored.</summary>
    /// <typeparam name="TConverter">The converter.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <typeparam name="TStored">The stored type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>What is stored.</returns>
    public static TStored ToStored<TConverter, TValue, TStored>(TValue value)
        where TConverter : IDynamoConverter<TValue, TStored> => TConverter.ToStored(value);
}
