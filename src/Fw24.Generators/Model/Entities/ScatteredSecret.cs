namespace Fw24.Generators.Model.Entities;

/// <summary>
/// A secret whose value no stored property is known to hold, as an unstored property computes it; or a secret that another property also holds.
/// </summary>
/// <param name="Member">The property; <see langword="null"/> if the code is in an interface.</param>
/// <param name="Said">The sensitive member.</param>
internal sealed record ScatteredSecret(string? Member, string Said)
{
    /// <summary>Indicates whether the property itself is stored, in clear.</summary>
    public bool IsCopy { get; init; }

    /// <summary>The problem, for a message.</summary>
    public string Reason => IsCopy
        ? "this property has the same value and is stored in clear"
        : "the property that replaces it is not stored, and its own code computes the value from properties that may be stored in clear";

    /// <summary>The remedy, for a message.</summary>
    public string FixSuggestion => IsCopy
        ? "Put [Sensitive] on this one as well, or exclude it with [DynamoIgnore]"
        : "Put [Sensitive] on the stored properties that hold the value, then [DynamoIgnore] on this one";
}
