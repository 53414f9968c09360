using Fw24.Diagnostics;

namespace Fw24.Functions;

/// <summary>The reason that a record or message was not processed.</summary>
/// <param name="Reason">The reason, without item values.</param>
/// <param name="IsPermanent">Indicates that the record can never be processed and must therefore be parked.</param>
internal readonly record struct ProcessingError(string Reason, bool IsPermanent)
{
    /// <summary>Classifies an exception.</summary>
    public static ProcessingError Of(Exception exception)
    {
        if (exception is ItemFormatException)
        {
            return new ProcessingError(exception.Message, IsPermanent: true);
        }

        // For example an image that the stream's view type omits, or a store that does not respond: the record itself may be valid, so it
        // is not parked.
        return new ProcessingError(ExceptionSummary.Of(exception), IsPermanent: false);
    }
}
