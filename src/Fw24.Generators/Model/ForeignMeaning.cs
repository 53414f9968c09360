namespace Fw24.Generators.Model;

/// <summary>What an attribute of another library says where that library reads it.</summary>
internal enum ForeignMeaning
{
    /// <summary>The property is left out.</summary>
    LeftOut,

    /// <summary>The property has the name <see cref="ForeignAttribute.Value"/>.</summary>
    Name,

    /// <summary>It is the partition key.</summary>
    PartitionKey,

    /// <summary>It is the sort key.</summary>
    SortKey,

    /// <summary>It counts the item's writes.</summary>
    Version,

    /// <summary>It is the partition key of the index <see cref="ForeignAttribute.Value"/>.</summary>
    IndexPartitionKey,

    /// <summary>It is the sort key of the index <see cref="ForeignAttribute.Value"/>.</summary>
    IndexSortKey,

    /// <summary>A time is a number of seconds.</summary>
    Seconds,

    /// <summary>It is stored in another way, which <see cref="ForeignAttribute.Value"/> comes closest to here.</summary>
    Otherwise,

    /// <summary>The class is stored in the table <see cref="ForeignAttribute.Value"/>.</summary>
    Table,

    /// <summary>The properties of the class have names in camel case.</summary>
    CamelCase,
}
