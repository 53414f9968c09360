namespace Fw24.Generators.Model;

/// <summary>A secret whose value no stored property is known to hold, as the code of a property that is not stored makes it; or one that another property holds as well.</summary>
/// <param name="Member">The property; <see langword="null"/> when an interface has that code.</param>
/// <param name="Said">The member that is sensitive.</param>
internal sealed record ScatteredSecret(string? Member, string Said)
{
    /// <summary>Whether the property is stored itself, in clear.</summary>
    public bool IsCopy { get; init; }

    /// <summary>What is wrong, for a message.</summary>
    public string Reason => IsCopy
        ? "this property has the same value and is stored in clear"
        : "the property in its place is not stored and makes the value by its own code, of what may be stored in clear";

    /// <summary>What mends it, for a message.</summary>
    public string Remedy => IsCopy
        ? "Put [Sensitive] on this one, too, or leave it out with [DynamoIgnore]"
        : "Put [Sensitive] on the stored properties that hold the value, then [DynamoIgnore] on this one";
}
