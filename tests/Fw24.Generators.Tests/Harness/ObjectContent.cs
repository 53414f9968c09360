using System.Collections;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Compares objects by all of their properties, independently of the generated code.</summary>
internal static class ObjectContent
{
    /// <summary>Finds the first difference.</summary>
    /// <returns>Its path; <see langword="null"/> if it was not found.</returns>
    public static string? Difference(object? left, object? right, string path)
    {
        if (left is null || right is null)
        {
            return left is null && right is null ? null : path;
        }

        if (left.GetType() != right.GetType() && left is not IEnumerable)
        {
            return path;
        }

        return (left, right) switch
        {
            (string or bool or Enum or Guid or TimeSpan or DateOnly or TimeOnly or System.Numerics.BigInteger, _) => left.Equals(right) ? null : path,
            (byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other) ? null : path,
            (ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) => one.Span.SequenceEqual(other.Span) ? null : path,
            (DateTime one, DateTime other) => one.Ticks == other.Ticks && one.Kind == other.Kind ? null : path,
            (DateTimeOffset one, DateTimeOffset other) => one.EqualsExact(other) ? null : path,
            (Uri one, Uri other) => one.OriginalString == other.OriginalString ? null : path,
            (IFormattable and ValueType, _) when left.GetType().IsPrimitive || left is decimal or Int128 or UInt128 or Half => left.Equals(right) ? null : path,
            (IEnumerable one, IEnumerable other) => Elements(one, other, path),
            _ => Members(left, right, path),
        };
    }

    private static string? Elements(IEnumerable left, IEnumerable right, string path)
    {
        var (ones, others) = (left.Cast<object?>().ToList(), right.Cast<object?>().ToList());
        if (ones.Count != others.Count)
        {
            return path + ".Count";
        }

        var isOrdered = !left.GetType().GetInterfaces().Any(static face => face.Name is "IReadOnlySet`1" or "ISet`1" or "IReadOnlyDictionary`2" or "IDictionary`2");
        for (var index = 0; index < ones.Count; index++)
        {
            var found = isOrdered
                ? Difference(ones[index], others[index], $"{path}[{index}]")
                : others.Exists(other => Difference(ones[index], other, path) is null) ? null : $"{path}[{index}]";
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static string? Members(object left, object right, string path)
    {
        foreach (var property in left.GetType().GetProperties().Where(static property => property.GetIndexParameters().Length is 0 && !property.IsDefined(typeof(DynamoIgnoreAttribute), inherit: true)))
        {
            if (Difference(property.GetValue(left), property.GetValue(right), $"{path}.{property.Name}") is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
