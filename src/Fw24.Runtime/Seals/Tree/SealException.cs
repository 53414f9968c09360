namespace Fw24.Seals;

/// <summary>A log of seals is not as its checkpoint says, or a part of it is missing. The message names the part.</summary>
public sealed class SealException : Exception
{
    /// <summary>Creates an exception.</summary>
    public SealException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">The message.</param>
    public SealException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public SealException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
