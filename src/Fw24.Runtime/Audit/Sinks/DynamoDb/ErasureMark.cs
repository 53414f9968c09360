using System.Globalization;
using Fw24.Json.Text;

namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>The mark of an erased trail in its head.</summary>
/// <param name="Until">The time of the last change that is erased.</param>
/// <param name="Scope">What is erased in addition to values.</param>
internal readonly record struct ErasureMark(DateTimeOffset Until, ErasureScope Scope)
{
    /// <summary>Parses the text that <see cref="ToString"/> returns.</summary>
    /// <exception cref="ItemFormatException">The text is not a mark.</exception>
    public static ErasureMark? Parse(string? text)
        => text is null ? null
            : text.Split(' ', 2) is [var time, var scope]
                && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
                && Enum.TryParse<ErasureScope>(scope, out var parsed)
            ? new ErasureMark(until, parsed)
            : throw new ItemFormatException("audit trail's head", "erasure", "a time and a scope", "another text");

    /// <summary>Indicates whether this mark says all that another one says.</summary>
    public bool Covers(ErasureMark other) => Until >= other.Until && (Scope & other.Scope) == other.Scope;

    /// <summary>Indicates whether the record of a change is to be stored without its values.</summary>
    /// <param name="change">The time of the change.</param>
    public bool Covers(DateTimeOffset change) => change <= Until;

    /// <summary>Combines two marks.</summary>
    public ErasureMark With(ErasureMark other) => new(other.Until > Until ? other.Until : Until, Scope | other.Scope);

    /// <inheritdoc/>
    public override string ToString() => $"{UtcTime.ToText(Until)} {Scope}";
}
