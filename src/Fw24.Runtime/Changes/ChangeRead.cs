namespace Fw24.Changes;

/// <summary>Decodes a change from its stream record.</summary>
/// <typeparam name="TChange">The entity's change record.</typeparam>
/// <param name="header">The record's members other than its images.</param>
/// <param name="record">The change as raw JSON.</param>
/// <returns>The typed change.</returns>
/// <exception cref="ItemFormatException">An image is not an item of the entity.</exception>
/// <exception cref="MissingImageException">An image is missing: the stream's view type is too narrow.</exception>
public delegate TChange ChangeRead<TChange>(in ChangeHeader header, in StreamRecord record)
    where TChange : EntityChange;
