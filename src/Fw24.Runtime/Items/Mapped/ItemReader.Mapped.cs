using System.Runtime.CompilerServices;
using Fw24.Items;
using Fw24.Json;

namespace Fw24;

/// <content>Values of the AWS SDK's object mapper, in the forms of both its conversions and of <see cref="ItemWriter"/>.</content>
public ref partial struct ItemReader
{
    /// <summary>Reads a boolean that the AWS SDK's object mapper may have written: BOOL, or the number (N) 0 or 1.</summary>
    /// <exception cref="ItemFormatException">The value is neither.</exception>
    public bool ReadMappedBoolean()
        => NextType() is AttributeType.Boolean ? ReadBoolean() : Convert<BooleanAsNumber, bool, int>(ReadNumber<int>());

    /// <summary>
    /// Reads an enum that the AWS SDK's object mapper may have written: its number (N), with or without a name; a map of the number, as
    /// which the mapper stores a nullable enum; or one of its names (S).
    /// </summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="names">Its names.</param>
    /// <exception cref="ItemFormatException">The value is none of these.</exception>
    public T ReadMappedEnum<T>(EnumNames<T> names)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(names);
        return NextType() switch
        {
            AttributeType.String => ReadNamed(names),
            AttributeType.Map => ReadNumberedInMap<T>(),
            _ => ReadNumbered<T>(),
        };
    }

    /// <summary>
    /// Reads a time that the AWS SDK's object mapper may have written: a text (S, ISO 8601), or seconds since 1970-01-01 UTC (N,
    /// <c>StoreAsEpoch</c>).
    /// </summary>
    /// <exception cref="ItemFormatException">The value is neither.</exception>
    public DateTime ReadMappedDateTime()
        => NextType() is AttributeType.Number ? Convert<EpochSeconds, DateTime, long>(ReadNumber<long>()) : ReadDateTime();

    /// <summary>Reads a list that the AWS SDK's object mapper may have written: a list (L) or a set (SS, NS or BS).</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="readElement">Reads one element.</param>
    /// <exception cref="ItemFormatException">The value is neither, or an element does not have the expected form.</exception>
    public List<T> ReadMappedList<T>(ItemRead<T> readElement)
    {
        var list = new List<T>();
        BeginMappedCollection();
        while (NextElement())
        {
            list.Add(readElement(ref this));
        }

        return list;
    }

    /// <summary>Reads a set that the AWS SDK's object mapper may have written: a set (SS, NS or BS) or a list (L).</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="readElement">Reads one element.</param>
    /// <param name="comparer">
    /// Compares elements; <see langword="null"/> for their type's own equality. Of elements it considers equal, one is kept.
    /// </param>
    /// <exception cref="ItemFormatException">The value is neither, or an element does not have the expected form.</exception>
    public HashSet<T> ReadMappedSet<T>(ItemRead<T> readElement, IEqualityComparer<T>? comparer = null)
    {
        var set = new HashSet<T>(comparer);
        BeginMappedCollection();
        while (NextElement())
        {
            set.Add(readElement(ref this));
        }

        return set;
    }

    private void BeginMappedCollection()
    {
        if (NextType() is AttributeType.List)
        {
            BeginList();
        }
        else
        {
            BeginSet();
        }
    }

    // An unknown name is an error, as UnknownValue would be written back as a number.
    private T ReadNamed<T>(EnumNames<T> names)
        where T : struct, Enum
    {
        var text = ReadText((byte)'S', AttributeType.String);
        return names.TryFind(text.Unescape(), out var value) ? value : throw Mismatch(text, $"a number (N) or a name of {typeof(T).Name}");
    }

    // {"M":{"value__":{"N":"5"}}}
    private T ReadNumberedInMap<T>()
        where T : struct, Enum
    {
        T? value = null;
        BeginMap();
        while (NextAttribute(out var name))
        {
            if (name.Is("value__"u8))
            {
                value = ReadNumbered<T>();
            }
            else
            {
                SkipValue();
            }
        }

        return value ?? throw Missing("value__");
    }

    private T ReadNumbered<T>()
        where T : struct, Enum
        => Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.SByte => Unsafe.BitCast<sbyte, T>(ReadNumber<sbyte>()),
            TypeCode.Byte => Unsafe.BitCast<byte, T>(ReadNumber<byte>()),
            TypeCode.Int16 => Unsafe.BitCast<short, T>(ReadNumber<short>()),
            TypeCode.UInt16 => Unsafe.BitCast<ushort, T>(ReadNumber<ushort>()),
            TypeCode.UInt32 => Unsafe.BitCast<uint, T>(ReadNumber<uint>()),
            TypeCode.Int64 => Unsafe.BitCast<long, T>(ReadNumber<long>()),
            TypeCode.UInt64 => Unsafe.BitCast<ulong, T>(ReadNumber<ulong>()),
            _ => Unsafe.BitCast<int, T>(ReadNumber<int>()),
        };

    /// <summary>Gets the type of the value that would be read next.</summary>
    private AttributeType NextType()
    {
        if (_elementType is not AttributeType.None)
        {
            return _elementType;
        }

        if (_tag != 0)
        {
            return AttributeTypes.Parse(_tag);
        }

        var start = _json.Position;
        var type = EnterAny();
        _json.MoveTo(start);
        return type;
    }
}
