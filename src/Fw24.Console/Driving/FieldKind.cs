namespace Fw24.Console.Driving;

/// <summary>The kinds of input of a form's field, by what DynamoDB stores.</summary>
public enum FieldKind
{
    /// <summary>A string (S).</summary>
    Text,

    /// <summary>A number (N).</summary>
    Number,

    /// <summary>A boolean (BOOL).</summary>
    Boolean,

    /// <summary>Anything else, as DynamoDB JSON.</summary>
    Json,
}
