using System;
using System.Collections.Generic;
using System.Data;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary>A <see cref="DataTable"/> is a <c>dict</c> of its columns, which is what <c>pandas.DataFrame</c> is made of.</summary>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Arrays of primitive types exist.")]
internal static class Tables
{
    public static bool TryWrite(PythonValueWriter writer, object value, out object? general)
    {
        general = value is DataTable table ? Of(writer, table) : null;
        return general is not null;
    }

    private static PickleDictionary Of(PythonValueWriter writer, DataTable table)
    {
        PickleDictionary columns = writer.Register(table, new PickleDictionary());
        List<DataRow> rows = RowsOf(table);
        foreach (DataColumn column in table.Columns)
        {
            columns[column.ColumnName] = writer.PartOf(ValuesOf(column, rows), PathStep.Key(column.ColumnName));
        }

        return columns;
    }

    /// <summary>The rows that the table has: those that are to be deleted when changes are accepted have no values any more.</summary>
    private static List<DataRow> RowsOf(DataTable table)
    {
        var rows = new List<DataRow>(table.Rows.Count);
        foreach (DataRow row in table.Rows)
        {
            if (row.RowState != DataRowState.Deleted)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>An array of the column's type, which can become one in Python, too, unless a value is missing.</summary>
    private static Array ValuesOf(DataColumn column, List<DataRow> rows)
    {
        bool isWhole = column.DataType.IsPrimitive && column.DataType != typeof(byte) && column.DataType != typeof(char)
            && !rows.Exists(row => row.IsNull(column));
        Array values = isWhole ? Array.CreateInstance(column.DataType, rows.Count) : new object?[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            values.SetValue(rows[i][column], i);
        }

        return values;
    }
}
