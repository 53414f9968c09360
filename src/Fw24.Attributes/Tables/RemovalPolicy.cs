namespace Fw24;

/// <summary>Specifies what happens to a resource that is removed from its stack.</summary>
public enum RemovalPolicy
{
    /// <summary>The resource and its data are kept in the account.</summary>
    Retain,

    /// <summary>The resource is deleted with its data.</summary>
    Destroy,
}
