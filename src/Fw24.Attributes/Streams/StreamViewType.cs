namespace Fw24;

/// <summary>Specifies the images of an item that a stream record carries.</summary>
public enum StreamViewType
{
    /// <summary>The item before and after the change.</summary>
    NewAndOldImages,

    /// <summary>The item after the change.</summary>
    NewImage,

    /// <summary>The item before the change.</summary>
    OldImage,

    /// <summary>The item's key only.</summary>
    KeysOnly,
}
