using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Reflection;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Creates objects of any stored type by reflection, with random values in all properties, and nulls where they are allowed.</summary>
internal sealed class RandomObjects(Random random)
{
    // The depth at which recursive types are cut off, if they may be null or empty.
    private const int MaxDepth = 5;

    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>Creates an object.</summary>
    public object Make(Type type) => Object(type, 0);

    private object Object(Type type, int depth)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        var properties = Stored(type).ToList();
        foreach (var property in properties)
        {
            values[property.Name] = Of(property, depth);
        }

        var constructor = type.GetConstructors()
            .Where(constructor => constructor.GetParameters().All(parameter => values.ContainsKey(parameter.Name!)))
            .Where(constructor => constructor.GetParameters() is not [var only] || only.ParameterType != type)
            .MaxBy(static constructor => constructor.GetParameters().Length);
        var made = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => values[parameter.Name!])]);
        foreach (var property in properties)
        {
            // Reflection shows a private setter of an inherited property only on the declaring class.
            property.DeclaringType!.GetProperty(property.Name, Members)!.SetMethod?.Invoke(made, [values[property.Name]]);
        }

        return made;
    }

    /// <summary>Gets the properties that an item holds.</summary>
    public static IEnumerable<PropertyInfo> Stored(Type type)
        => type.GetProperties(Members)
            .Where(static property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length is 0)
            .Where(static property => !property.IsDefined(typeof(DynamoIgnoreAttribute)) && property.Name is not "EqualityContract");

    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private object? Of(PropertyInfo property, int depth)
    {
        if (property.IsDefined(typeof(TimeToLiveAttribute)))
        {
            // Whole seconds, in UTC.
            var time = DateTimeOffset.FromUnixTimeSeconds(random.NextInt64(4_000_000_000));
            return property.PropertyType == typeof(long) ? time.ToUnixTimeSeconds() : Type.GetTypeCode(property.PropertyType) is TypeCode.DateTime ? time.UtcDateTime : time;
        }

        var isKey = property.IsDefined(typeof(PartitionKeyAttribute)) || property.IsDefined(typeof(SortKeyAttribute));
        var value = Of(property.PropertyType, _nullability.Create(property), depth, isNeverNull: isKey || IsPlainParameter(property));
        return (isKey, value) switch
        {
            (true, DateTimeOffset time) => time.ToUniversalTime(),
            (true, DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc),
            _ => value,
        };
    }

    // A property of type T may be null if the type argument allows it, which reflection does not know; T? may always.
    private static bool IsPlainParameter(PropertyInfo property)
    {
        if (property.DeclaringType is not { IsGenericType: true } owner || owner.GetGenericTypeDefinition().GetProperty(property.Name, Members)!.PropertyType is not { IsGenericParameter: true })
        {
            return false;
        }

        var own = property.CustomAttributes.FirstOrDefault(static data => data.AttributeType.Name is "NullableAttribute");
        var context = owner.CustomAttributes.FirstOrDefault(static data => data.AttributeType.Name is "NullableContextAttribute");
        return (own ?? context)?.ConstructorArguments[0].Value is not (byte)2;
    }

    private object? Of(Type type, NullabilityInfo? nullability, int depth, bool isNeverNull = false)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return IsNull() ? null : Of(underlying, null, depth);
        }

        // Without nullability annotations null is a value.
        var mayBeNull = !type.IsValueType && !isNeverNull && nullability?.ReadState is not NullabilityState.NotNull;
        return mayBeNull && IsNull() ? null : Scalar(type) ?? Collection(type, nullability, depth + 1) ?? Object(type, depth + 1);

        bool IsNull() => depth >= MaxDepth || random.Next(4) is 0;
    }

    private object? Scalar(Type type)
    {
        if (type.IsEnum)
        {
            var values = type.GetEnumValuesAsUnderlyingType();
            return Enum.ToObject(type, values.GetValue(random.Next(values.Length))!);
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => Text(),
            TypeCode.Boolean => random.Next(2) is 0,
            TypeCode.DateTime => Time(),
            TypeCode.Object => Struct(type),
            TypeCode.Decimal => Pick(0m, decimal.MaxValue, Math.Round((decimal)random.NextDouble() * 1000, 2)),
            TypeCode.Double => Pick(0, -0.5, 1e100, random.NextDouble()),
            TypeCode.Single => Pick(0, 0.1f, (float)random.NextDouble()),
            _ => Convert.ChangeType(random.Next(128), type, CultureInfo.InvariantCulture),
        };
    }

    private object? Struct(Type type)
        => type == typeof(Guid) ? new Guid(Bytes(16))
        : type == typeof(DateTimeOffset) ? new DateTimeOffset(DateTime.SpecifyKind(Time(), DateTimeKind.Unspecified), TimeSpan.FromMinutes(Pick(0, 60, -330, random.Next(-800, 800))))
        : type == typeof(DateOnly) ? DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber))
        : type == typeof(TimeOnly) ? new TimeOnly(random.NextInt64(TimeOnly.MaxValue.Ticks))
        : type == typeof(TimeSpan) ? new TimeSpan(random.NextInt64())
        : type == typeof(BigInteger) ? new BigInteger(Bytes(random.Next(1, 16)))
        : type == typeof(Int128) ? (object)(Int128)random.NextInt64()
        : type == typeof(UInt128) ? (UInt128)(ulong)random.NextInt64()
        : type == typeof(Half) ? (Half)random.NextDouble()
        : type == typeof(Uri) ? new Uri(Pick("https://a.example/#x", "https://a.example/#y", "relative/path", "https://me@a.example/", $"https://a.example/{random.Next(100)}"), UriKind.RelativeOrAbsolute)
        : type == typeof(byte[]) ? Bytes(Pick(0, 1, random.Next(20)))
        : type == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>(Bytes(random.Next(4)))
        : (object?)null;

    private object? Collection(Type type, NullabilityInfo? nullability, int depth)
    {
        if (type.IsArray)
        {
            var elements = Many(type.GetElementType()!, nullability?.ElementType, depth);
            var array = Array.CreateInstance(type.GetElementType()!, elements.Count);
            ((ICollection)elements).CopyTo(array, 0);
            return array;
        }

        if (!type.IsGenericType || !typeof(IEnumerable).IsAssignableFrom(type))
        {
            return null;
        }

        var arguments = type.GetGenericArguments();
        var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        return arguments.Length is 2
            ? Call(nameof(Dictionary), arguments[1], name, Many(arguments[1], nullability?.GenericTypeArguments[1], depth))
            : name.Contains("Set", StringComparison.Ordinal)
                ? Call(nameof(Set), arguments[0], name, Many(arguments[0], nullability?.GenericTypeArguments[0], depth, isNeverNull: true))
                : Call(nameof(List), arguments[0], name, Many(arguments[0], nullability?.GenericTypeArguments[0], depth));
    }

    private List<object?> Many(Type type, NullabilityInfo? nullability, int depth, bool isNeverNull = false)
        => depth > MaxDepth ? [] : [.. Enumerable.Range(0, random.Next(4)).Select(_ => Of(type, nullability, depth, isNeverNull))];

    private object Call(string method, Type argument, string name, List<object?> elements)
        => typeof(RandomObjects).GetMethod(method, BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(argument).Invoke(this, [name, elements])!;

    private static object List<T>(string name, List<object?> elements) => name switch
    {
        "ImmutableArray" => ImmutableArray.CreateRange(elements.Cast<T>()),
        "ImmutableList" or "IImmutableList" => ImmutableList.CreateRange(elements.Cast<T>()),
        _ => elements.Cast<T>().ToList(),
    };

    // By content, as an item distinguishes elements.
    private static object Set<T>(string name, List<object?> elements)
    {
        var (equality, order) = (Comparer<T>() as IEqualityComparer<T>, Comparer<T>() as IComparer<T>);
        var set = elements.Cast<T>().ToHashSet(equality);
        return name switch
        {
            "SortedSet" => new SortedSet<T>(set, order),
            "ImmutableHashSet" or "IImmutableSet" => ImmutableHashSet.CreateRange(equality, set),
            "ImmutableSortedSet" => ImmutableSortedSet.CreateRange(order, set),
            "FrozenSet" => set.ToFrozenSet(equality),
            _ => set,
        };
    }

    private static object? Comparer<T>()
        => typeof(T) == typeof(byte[]) ? ContentEquality.ByBytes
        : typeof(T) == typeof(Uri) ? ContentEquality.ByUri
        : typeof(T) == typeof(DateTime) ? ContentEquality.ByDateTime
        : typeof(T) == typeof(DateTimeOffset) ? ContentEquality.ByDateTimeOffset
        : typeof(T) == typeof(string) ? StringComparer.Ordinal
        : null;

    private object Dictionary<T>(string name, List<object?> elements)
    {
        var named = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            named[Text()] = (T)element!;
        }

        return name switch
        {
            "SortedDictionary" => new SortedDictionary<string, T>(named, StringComparer.Ordinal),
            "ImmutableDictionary" or "IImmutableDictionary" => named.ToImmutableDictionary(),
            "ImmutableSortedDictionary" => named.ToImmutableSortedDictionary(StringComparer.Ordinal),
            "FrozenDictionary" => named.ToFrozenDictionary(),
            _ => named,
        };
    }

    private DateTime Time()
        => new(random.NextInt64(DateTime.MaxValue.Ticks / 2) + TimeSpan.TicksPerDay, Pick(DateTimeKind.Utc, DateTimeKind.Unspecified));

    private string Text() => Pick("", "a", "ab", "\"\\\n", "é", "😀", "null", random.Next(1000).ToString(CultureInfo.InvariantCulture));

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
