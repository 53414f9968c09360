using System.Runtime.CompilerServices;

namespace Fw24;

/// <content>Values in the form of the AWS SDK's object mapper.</content>
public sealed partial class ItemWriter
{
    /// <summary>Writes a boolean as the AWS SDK's object mapper does by default (N, 0 or 1).</summary>
    /// <param name="value">The value.</param>
    public void WriteMappedBoolean(bool value) => WriteNumber(BooleanAsNumber.ToStored(value));

    /// <summary>Writes an enum as the AWS SDK's object mapper does (N).</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="value">The value.</param>
    public void WriteMappedEnum<T>(T value)
        where T : struct, Enum
    {
        switch (Type.GetTypeCode(typeof(T)))
        {
            case TypeCode.SByte:
                WriteNumber(Unsafe.BitCast<T, sbyte>(value));
                break;
            case TypeCode.Byte:
                WriteNumber(Unsafe.BitCast<T, byte>(value));
                break;
            case TypeCode.Int16:
                WriteNumber(Unsafe.BitCast<T, short>(value));
                break;
            case TypeCode.UInt16:
                WriteNumber(Unsafe.BitCast<T, ushort>(value));
                break;
            case TypeCode.UInt32:
                WriteNumber(Unsafe.BitCast<T, uint>(value));
                break;
            case TypeCode.Int64:
                WriteNumber(Unsafe.BitCast<T, long>(value));
                break;
            case TypeCode.UInt64:
                WriteNumber(Unsafe.BitCast<T, ulong>(value));
                break;
            default:
                WriteNumber(Unsafe.BitCast<T, int>(value));
                break;
        }
    }

    /// <summary>Writes a nullable enum that has a value as the AWS SDK's object mapper does (M): a map of its number.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="value">The value.</param>
    public void WriteMappedEnumOfNullable<T>(T value)
        where T : struct, Enum
    {
        BeginMap();
        WriteName("value__"u8);
        WriteMappedEnum(value);
        EndMap();
    }

    /// <summary>Writes a time as the AWS SDK's object mapper does (S, <c>2026-11-28T10:05:00.123Z</c>).</summary>
    /// <param name="value">
    /// The value; fractions of a millisecond are truncated. A value of unspecified kind is taken as UTC on any machine.
    /// </param>
    public void WriteMappedDateTime(DateTime value) => WriteFormatted(InUtc(value), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
}
